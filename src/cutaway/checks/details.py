"""What changed in a file whose code differs: per definition the first field that differs, before and after in words.

Knows two captures with the layers code and bytecode, compared as any two. Does not know who captured them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..compare.captures import Captured, compare_captures
from ..compare.comparison import Python
from ..layers import COMPILED, functions
from ..layers.difference import Change
from .verdicts import FunctionChange

LONGEST = 200
"""Characters of a value that are told; what is longer is cut, and says so."""

Kinds = Mapping[str, str]


class Details(NamedTuple):
    """The definitions that changed, and the deepest layer in which anything differs, None where nothing does."""

    functions: tuple[FunctionChange, ...]
    deepest: str | None


def details(python: Python, captures: Sequence[Mapping[str, Any]]) -> Details:
    """What changed between two captures of one interpreter, one entry a definition, in the order of the code."""
    before, after = (Captured(python, capture) for capture in captures)
    compared = compare_captures(before, after, COMPILED)
    code = [captured.side(COMPILED[0]) for captured in (before, after)]
    kinds = functions.kinds(code[0]), functions.kinds(code[1])
    first: dict[str, Change] = {}
    for layer in compared.layers:
        for change in layer.changes:
            first.setdefault(_qualname(change), change)
    order = {name: place for place, name in enumerate([*functions.names(code[0]), *functions.names(code[1])])}
    told = sorted(first, key=lambda name: order.get(name, len(order)))
    return Details(tuple(_function_change(name, first[name], kinds) for name in told), compared.deepest)


def kinds_that_changed(changed: Sequence[FunctionChange]) -> Iterator[FunctionChange]:
    """The functions that both sides have, and that are of another kind now."""
    for function in changed:
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
