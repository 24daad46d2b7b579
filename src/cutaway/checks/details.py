"""What changed in a file whose code differs: per definition the first field that differs, before and after in words.

Knows two captures with the layers code and bytecode, compared as any two. Does not know who captured them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..compare.captures import Captured, compare_captures
from ..compare.comparison import Python
from ..layers.difference import Change
from .verdicts import FunctionChange

LAYERS = ("code", "bytecode")

LONGEST = 200
"""Characters of a value that are told; what is longer is cut, and says so."""

# The bits of `co_flags` that decide what a call gives (Include/cpython/code.h, the same from 3.8 on).
_KINDS = ((0x200, "asynchronous generator"), (0x80, "coroutine function"), (0x20, "generator"))
_OPTIMIZED = 0x1
"""Only code of functions has fast locals: neither a module's nor a class's body."""

Kinds = Mapping[str, str]


class Details(NamedTuple):
    """The definitions that changed, and the deepest layer in which anything differs, None where nothing does."""

    functions: tuple[FunctionChange, ...]
    deepest: str | None


def details(python: Python, captures: Sequence[Mapping[str, Any]]) -> Details:
    """What changed between two captures of one interpreter, one entry a definition, in the order of the code."""
    before, after = (Captured(python, capture) for capture in captures)
    compared = compare_captures(before, after, LAYERS)
    kinds = _kinds(before), _kinds(after)
    first: dict[str, Change] = {}
    for layer in compared.layers:
        for change in layer.changes:
            first.setdefault(_qualname(change), change)
    order = {name: place for place, name in enumerate([*_names(before), *_names(after)])}
    told = sorted(first, key=lambda name: order.get(name, len(order)))
    return Details(tuple(_function_change(name, first[name], kinds) for name in told), compared.deepest)


def kinds_that_changed(functions: Sequence[FunctionChange]) -> Iterator[FunctionChange]:
    """The functions that both sides have, and that are of another kind now."""
    for function in functions:
        if function.kind_before and function.kind_after and function.kind_before != function.kind_after:
            yield function


def cut(words: str) -> str:
    """Words short enough for one line."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}... ({len(words)} characters)"


def _function_change(name: str, change: Change, kinds: tuple[Kinds, Kinds]) -> FunctionChange:
    before, after = _sides(change)
    return FunctionChange(name, _field(change), before, after, kinds[0].get(name), kinds[1].get(name))


def _qualname(change: Change) -> str:
    """What a change belongs to: its path without the field. A definition that came or went is itself the path."""
    return change.path if change.kind == "code_object" else change.path.rpartition(".")[0]


def _field(change: Change) -> str:
    if change.kind == "code_object":
        return "__code__"
    field = change.path.rpartition(".")[2]
    return f"{field}.{change.name}" if change.kind == "flag" else field


def _sides(change: Change) -> tuple[str | None, str | None]:
    if change.kind == "flag":
        return (change.name if change.before else None), (change.name if change.after else None)
    return _in_words(change.before), _in_words(change.after)


def _in_words(value: object) -> str | None:
    return None if value is None else cut(str(value))


def _names(captured: Captured) -> Iterator[str]:
    for part in _parts(captured):
        if part["kind"] != "definition":
            yield part["qualname"]


def _kinds(captured: Captured) -> dict[str, str]:
    """The kind of each function; of several with one qualified name, the last's: it is what the name is bound to."""
    return {
        part["qualname"]: _kind(part["flags"])
        for part in _parts(captured)
        if part["kind"] != "definition" and part["flags"] & _OPTIMIZED
    }


def _kind(flags: int) -> str:
    return next((kind for bit, kind in _KINDS if flags & bit), "function")


def _parts(captured: Captured) -> Sequence[Mapping[str, Any]]:
    reading = captured.reading(LAYERS[0])
    parts: Sequence[Mapping[str, Any]] = reading["facts"]["parts"] if "facts" in reading else ()
    return parts
