"""Statements of two texts, numbered alike: what stands for what, though lines moved.

Knows the stretches of lines that the probe told. Does not know what happened at a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..align.sequences import align

Statements = Sequence[Sequence[int]]
"""[first line, last line, key, kind] of each statement of a side's text, in order."""


def statements_of(facts: Mapping[str, Any]) -> list[list[int]]:
    """Return a side's statements, [] where no place was told."""
    for runs in facts.get("runs", ()):  # a side that could not run has none
        for run in runs.values():
            found: list[list[int]] | None = run["record"].get("statements")
            if found:
                return found
    return []


def shared_numbers(before: Statements, after: Statements) -> tuple[Callable[[int], Any], Callable[[int], Any]]:
    """For each side, a function from a line to a statement's number; statements that stand for each other share it."""
    partners = _partners(before, after)
    return (
        lambda line: _innermost(before, line),
        lambda line: _shared(partners, _innermost(after, line)),
    )


def _shared(partners: Mapping[int, int], number: int) -> Any:
    """The number before that a statement after goes by, or one of its own; -1, no statement, is the same on both."""
    return number if number < 0 else partners.get(number, ["new", number])


def _partners(before: Statements, after: Statements) -> dict[int, int]:
    """Statement after -> statement before: what is equal, in order; what is equal and moved; then what was edited."""
    blocks = align([one[2] for one in before], [one[2] for one in after]).blocks
    found = {j1 + at: i1 + at for tag, i1, i2, j1, _ in blocks if tag == "equal" for at in range(i2 - i1)}
    _share_moved(before, after, found)
    for tag, i1, i2, j1, j2 in blocks:
        if tag == "replace":
            taken = set(found.values())
            ours, theirs = [i for i in range(i1, i2) if i not in taken], [j for j in range(j1, j2) if j not in found]
            found.update(_edited(before, ours, after, theirs))
    return found


def _share_moved(before: Statements, after: Statements, found: dict[int, int]) -> None:
    """A statement that stands elsewhere is still that statement: first with first of those with one key."""
    taken = set(found.values())
    waiting: dict[int, list[int]] = {}
    for i, statement in enumerate(before):
        if i not in taken:
            waiting.setdefault(statement[2], []).append(i)
    for j, statement in enumerate(after):
        if j not in found and waiting.get(statement[2]):
            found[j] = waiting[statement[2]].pop(0)


def _edited(before: Statements, ours: list[int], after: Statements, theirs: list[int]) -> dict[int, int]:
    """What stands in each other's place: those of one kind first, then one by one."""
    found: dict[int, int] = {}
    for _, i1, i2, j1, j2 in align([before[i][3] for i in ours], [after[j][3] for j in theirs]).blocks:
        found.update(zip(theirs[j1:j2], ours[i1:i2], strict=False))
    return found


def _innermost(statements: Statements, line: int) -> int:
    """The number of the shortest statement around a line, the last of equals; -1 where there is none."""
    around = [(last - first, -number) for number, (first, last, *_) in enumerate(statements) if first <= line <= last]
    return -min(around)[1] if around else -1
