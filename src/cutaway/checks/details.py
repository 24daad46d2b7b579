"""What changed in a file whose code differs: per definition the first field that differs, before and after in words.

Knows two captures with the layers code and bytecode, compared as any two, and where functions are made.
Does not know who captured them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..compare.captures import Captured, compare_captures
from ..compare.comparison import Python
from ..layers import COMPILED, definitions, functions
from ..layers.compiled import docstrings
from ..layers.difference import Change, Side
from ..layers.values import shorten, shorten_both
from .verdicts import FunctionChange

LOCALS = "names-of-locals"
"""The exemption that is none of trees, and so is made here: variables that are no arguments may have other names."""

LONGEST = 200
"""Characters of a value that are told; what is longer is cut, and says so."""

Kinds = Mapping[str, str]


class Details(NamedTuple):
    """The definitions that changed, and the deepest layer in which anything differs, None where nothing does."""

    functions: tuple[FunctionChange, ...]
    deepest: str | None


def details(python: Python, answer: Mapping[str, Any], allow: Sequence[str] = ()) -> Details:
    """What changed, one entry a definition, in the order of the code; `answer`: what `pair` answers as `details`."""
    apart = docstrings.as_attributes(*answer["captures"])
    before, after = (Captured(python, capture) for capture in (apart.before, apart.after))
    compared = compare_captures(before, after, COMPILED)
    code, bytecode = ((before.side(layer), after.side(layer)) for layer in COMPILED)
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for layer in compared.layers:
        for change in layer.changes:
            if LOCALS not in allow or not _renames_local(change, code[0]):
                (last if _comes_last(change) else first).setdefault(_qualname(change), change)
    made = definitions.compare(docstrings.left_out(code), bytecode, tuple(answer["made"]))
    first = {**_not_inside(last, made), **_told_of_functions(first, made)}
    told = sorted(first, key=_order(code))
    names = _Names(functions.kinds(code[0]), functions.kinds(code[1]), answer["lines"])
    # A body loads its docstring, whatever the attribute says.
    deepest = COMPILED[-1] if apart.differ else compared.deepest
    return Details(tuple(_function_change(name, first[name], names) for name in told), deepest)


def _comes_last(change: Change) -> bool:
    """Whether a change is told only where nothing else of that definition differs.

    Who reads of a docstring takes it that nothing else changed, and a future statement is said again of all the code
    below it.
    """
    is_inherited = change.kind == "flag" and str(change.name).startswith("FUTURE_") and _qualname(change) != "<module>"
    return change.kind == "docstring" or is_inherited


class _Names(NamedTuple):
    """What is known of definitions by their names: their kinds on both sides, and where they are in the side after."""

    kinds_before: Kinds
    kinds_after: Kinds
    lines: Mapping[str, int]


def _told_of_functions(first: Mapping[str, Change], found: definitions.Definitions) -> dict[str, Change]:
    """The first changes by name, with what belongs to a function told of it, and not of the code around it."""
    told = {name: found.around.get(name, change) for name, change in _not_inside(first, found).items()}
    named = {name: change for name, change in told.items() if change is not None}
    return {**found.functions, **named}


def _not_inside(changes: Mapping[str, Change], found: definitions.Definitions) -> dict[str, Change]:
    return {name: change for name, change in changes.items() if name not in found.inside}


def _order(code: tuple[Side, Side]) -> Callable[[str], int]:
    order = {name: place for place, name in enumerate([*functions.names(code[0]), *functions.names(code[1])])}
    return lambda name: order.get(name, len(order))


def _renames_local(change: Change, code: Side) -> bool:
    """Whether a variable that is no argument has another name."""
    if change.kind != "local" or change.before is None or change.after is None or change.name is not None:
        return False
    return change.before not in functions.arguments(code, _qualname(change))


def kinds_that_changed(changed: Sequence[FunctionChange]) -> Iterator[FunctionChange]:
    """The functions that both sides have, and that are of another kind now."""
    for function in changed:
        if function.kind_before and function.kind_after and function.kind_before != function.kind_after:
            yield function


def _function_change(name: str, change: Change, names: _Names) -> FunctionChange:
    before, after = _sides(change)
    kinds = names.kinds_before.get(name), names.kinds_after.get(name)
    return FunctionChange(name, _field(change), before, after, *kinds, line=names.lines.get(name))


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
    before, after = (None if value is None else str(value) for value in (change.before, change.after))
    if before is None or after is None:
        return before and _cut(before, shorten(before, LONGEST)), after and _cut(after, shorten(after, LONGEST))
    ours, theirs = shorten_both(before, after, LONGEST)
    return _cut(before, ours), _cut(after, theirs)


def _cut(words: str, short: str) -> str:
    """Words short enough for one line, and how many there are."""
    return words if words == short else f"{short} ({len(words)} characters)"
