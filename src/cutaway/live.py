"""Live functions and code objects as units of the probe, in this very process.

Knows how to find the text of a live function, and accepts it only if it still compiles to the same code.
Does not run or unwrap anything: a decorated function is what it is.
"""

from __future__ import annotations

import linecache
import reprlib
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import EditError, TargetError
from .probe.compiled import CompiledUnit
from .probe.trouble import Trouble
from .probe.unit import Unit
from .targets import from_code, read_file

Live = types.FunctionType | types.MethodType | types.CodeType

CHANGED = "source changed since it was loaded"
NO_FILE = "its source file is not there"
_NAMED = frozenset({type, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType})
_PLAIN = frozenset({int, float, complex, bool, bytes, type(None)})

NAMELESS = "a lambda or comprehension is no definition of its own"


def code_of(live: Live) -> types.CodeType:
    """The code object of a live function, method or code object."""
    return live if isinstance(live, types.CodeType) else live.__code__


def live_unit(live: Live) -> Any:
    """The unit for a live object: with its text where that is still the one it was made from, else without."""
    code = code_of(live)
    if code.co_name.startswith("<") and code.co_name != "<module>":
        return CompiledUnit(code, code.co_filename, reason=NAMELESS)
    content = _text_of(code)
    if content is None:
        return CompiledUnit(code, code.co_filename, reason=NO_FILE)
    select = None if code.co_name == "<module>" else {"qualname": code.co_qualname, "line": code.co_firstlineno}
    unit = Unit(content, code.co_filename, select)
    if _compiles_to(unit, code):
        return unit
    return CompiledUnit(code, code.co_filename, reason=CHANGED)


def describe(live: Live) -> dict[str, Any]:
    """The target as the JSON document has it."""
    code = code_of(live)
    return {
        "label": f"{code.co_qualname} ({Path(code.co_filename).name}:{code.co_firstlineno})",
        "filename": code.co_filename,
        "revision": None,
        "qualname": None if code.co_name == "<module>" else code.co_qualname,
        "line": code.co_firstlineno,
        "edit": None,
    }


def refuse_without_code(thing: object) -> TargetError:
    """The error for what is neither a source nor has a code object."""
    what = f"{_shown(thing)} of type {type(thing).__name__} has no code"
    return TargetError(f"{what}: give a function, a code object, a path or a source")


def refuse_to_edit(live: Live) -> EditError:
    """The error for what is there as code only: `async` is put into a text."""
    shown = describe(live)["label"]
    return EditError(f'{shown}: a live object is not edited: name its file with cutaway.target("FILE.py::NAME")')


def _shown(thing: object) -> str:
    """What a thing is called, by no code of its own: a class may have any `__repr__`, and a metaclass, too."""
    if type(thing) in _NAMED:
        return str(thing.__qualname__)  # type: ignore[attr-defined]
    return reprlib.repr(thing) if type(thing) in _PLAIN else "an object"


def _text_of(code: types.CodeType) -> bytes | None:
    """The bytes of its file, or what `linecache` holds of a cell of a notebook or a line of a prompt."""
    try:
        return read_file(Path(code.co_filename), code.co_filename)
    except (TargetError, ValueError):  # `<string>` and such; an embedded NUL
        # What it holds already: asking it for more would open a FIFO, and wait.
        known = linecache.cache.get(code.co_filename, ())
    try:
        return from_code("".join(known[2])).content if len(known) == 4 else None
    except TargetError:
        return None


def _compiles_to(unit: Any, code: types.CodeType) -> bool:
    """Does the text of `unit` still give exactly `code`, and a definition that can be selected?"""
    try:
        candidates = list(_codes_in(unit.module_code))
        _ = unit.selected
    except (SyntaxError, ValueError, Trouble, RecursionError, MemoryError):
        return False
    # Lines must agree here, for once: a function that moved in its file is not the text that was loaded.
    return any(one == code and one.co_firstlineno == code.co_firstlineno for one in candidates)


def _codes_in(code: types.CodeType) -> Iterator[types.CodeType]:
    pending = [code]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(constant for constant in one.co_consts if isinstance(constant, types.CodeType))
