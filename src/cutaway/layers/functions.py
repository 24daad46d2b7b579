"""The definitions of a captured file: their names, and what calling each one gives.

Knows the facts of the layer `code`. Does not know what changed in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from .difference import Side

# The bits of `co_flags` that decide what a call gives (Include/cpython/code.h, the same from 3.8 on).
_KINDS = ((0x200, "asynchronous generator"), (0x80, "coroutine function"), (0x20, "generator"))
_OPTIMIZED = 0x1
"""Only code of functions has fast locals: neither a module's nor a class's body."""


def names(code: Side) -> Iterator[str]:
    """The qualified names of all that has code of its own, in the order of the code."""
    for part in code.facts["parts"]:
        if part["kind"] != "definition":
            yield part["qualname"]


def kinds(code: Side) -> dict[str, str]:
    """The kind of each function; of several with one qualified name, the last's: it is what the name is bound to."""
    return {
        part["qualname"]: _kind(part["flags"])
        for part in code.facts["parts"]
        if part["kind"] != "definition" and part["flags"] & _OPTIMIZED
    }


def arguments(code: Side, qualname: str) -> set[str]:
    """The names of a function's arguments; of several with one qualified name, those of any."""
    parts = (part for part in code.facts["parts"] if part["qualname"] == qualname and part["kind"] != "definition")
    return {name for part in parts for name in part["arguments"]["names"]}


def compiled_flags(code: Side) -> int:
    """`co_flags` of the target's own code, as the compiler made it."""
    flags: int = code.facts["parts"][code.facts["own"]]["flags"]
    return flags


def _kind(flags: int) -> str:
    return next((kind for bit, kind in _KINDS if flags & bit), "function")
