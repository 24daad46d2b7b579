"""Code that is there without its text: a `.pyc` file, a live function's code object.

Knows the header of a `.pyc` of this interpreter, and why the layers above code are absent.
Does not run what it holds.
"""
import importlib.util
import marshal
import types

from .selection import Target
from .trouble import Trouble
from .unit import Absent, Unit


class CompiledUnit(Unit):
    """A code object without text: `module_code` and `target` are there, what stands above them is Absent."""

    def __init__(self, code, filename, select=None, reason="a code object has no text"):
        super().__init__(b"", filename, select)
        self.code = code
        self.absent_reason = reason

    def _gone(self):
        raise Absent(self.absent_reason)

    decoded = property(_gone)
    tree = property(_gone)
    table = property(_gone)
    neutral_code = property(_gone)

    @property
    def module_code(self):
        return self.code

    @property
    def target(self):
        return self._once("target", self._find)

    def _find(self):
        code = self.code
        wanted = (self.select or {}).get("qualname")
        kind = "module" if wanted is None and code.co_name == "<module>" else "function"
        name = None if kind == "module" else (wanted or code.co_name).rpartition(".")[2]
        qualname = None if kind == "module" else wanted or getattr(code, "co_qualname", code.co_name)
        line = code.co_firstlineno
        return Target(kind, name, qualname, (), None, line, line, line, None, bool(code.co_flags & 0x80))


class PycUnit(CompiledUnit):
    """What a `.pyc` file of this very interpreter holds. Raises Trouble where it is none."""

    def __init__(self, content, filename, select=None):
        super().__init__(_load(content, filename), filename, select, "a .pyc holds no source")


def _load(content, filename):
    if content[:4] != importlib.util.MAGIC_NUMBER:
        raise Trouble("target", "%s: not a .pyc of this interpreter (its first bytes differ)" % filename)
    try:
        code = marshal.loads(content[16:])
    except (EOFError, ValueError, TypeError) as error:
        raise Trouble("target", "%s: a truncated or damaged .pyc: %s" % (filename, error)) from None
    if not isinstance(code, types.CodeType):
        raise Trouble("target", "%s: a damaged .pyc: holds no code object" % filename)
    return code
