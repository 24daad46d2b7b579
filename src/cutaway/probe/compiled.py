"""Code that is there without its text: a `.pyc` file, a live function's code object.

Knows the header of a `.pyc` of this interpreter, and why the layers above code are absent.
Does not run what it holds.
"""

import marshal
import types
from importlib._bootstrap_external import MAGIC_NUMBER

from .definition import is_function, qualified
from .selection import Target, no_such_name
from .trouble import Trouble
from .unit import Absent, Unit

# CO_COROUTINE as in `inspect`, whose import takes a tenth of the time in which the probe is ready.
_COROUTINE = 0x80


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
        return _target(*self._chosen)

    @property
    def own_code(self):
        """The code object of the target."""
        return self._chosen[0]

    @property
    def _chosen(self):
        """The target's code object, and its qualified name, None for a module."""
        return self.once("chosen", self._choose)

    def _choose(self):
        wanted, line = self.select.get("qualname"), self.select.get("line")
        if wanted is None and line is None:
            code = self.code
            is_module = code.co_name == "<module>"
            return code, None if is_module else getattr(code, "co_qualname", code.co_name)
        return _choice(self.code, wanted, line, self.filename)


class PycUnit(CompiledUnit):
    """What a `.pyc` file of this very interpreter holds. Raises Trouble where it is none."""

    def __init__(self, content, filename, select=None):
        super().__init__(_load(content, filename), filename, select, "a .pyc holds no source")


def _load(content, filename):
    if content[:4] != MAGIC_NUMBER:
        raise Trouble("target", "%s: not a .pyc of this interpreter (its first bytes differ)" % filename)
    try:
        code = marshal.loads(content[16:])
    except Exception as error:  # damaged bytes may ask for any object, or for more memory than there is
        raise Trouble("target", "%s: a truncated or damaged .pyc: %s" % (filename, error)) from None
    if not isinstance(code, types.CodeType):
        raise Trouble("target", "%s: a damaged .pyc: holds no code object" % filename)
    return code


def _choice(code, wanted, line, filename):
    """The one code object inside `code` of that qualified name that starts at `line`; either may be None."""
    inside = [(inner, qualname) for inner, qualname in qualified(code) if not inner.co_name.startswith("<")]
    named = [
        (inner, qualname) for inner, qualname in inside if wanted in (None, qualname, qualname.replace(".<locals>", ""))
    ]
    if not named:
        raise Trouble("target", no_such_name(filename, wanted, [qualname for _, qualname in inside]))
    fitting = [one for one in named if line in (None, one[0].co_firstlineno)]
    if len(fitting) == 1:
        return fitting[0]
    lines = ", ".join(str(inner.co_firstlineno) for inner, _ in named)
    if not fitting:
        raise Trouble("target", "%s: no %s starts at line %d: lines %s" % (filename, wanted or "function", line, lines))
    raise Trouble(
        "target", "%s: several definitions start at lines %s: choose one with ::NAME@LINE" % (filename, lines)
    )


def _target(code, qualname):
    kind = "module" if qualname is None else "function" if is_function(code) else "class"
    name = None if qualname is None else qualname.rpartition(".")[2]
    line = code.co_firstlineno
    return Target(kind, name, qualname, (), None, line, line, line, None, bool(code.co_flags & _COROUTINE))
