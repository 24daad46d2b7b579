"""Statements of two texts, numbered alike: what stands for what, though lines moved.

Knows the stretches of lines that the probe told. Does not know what happened at a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..align.sequences import align

Statements = Sequence[Sequence[int]]
"""[first line, last line, key] of each statement of a side's text, in order."""


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
    shared: dict[int, Any] = {}
    for _tag, i1, i2, j1, j2 in align([one[2] for one in before], [one[2] for one in after]).blocks:
        for offset in range(j2 - j1):
            shared[j1 + offset] = i1 + offset if i1 + offset < i2 else ["new", j1 + offset]
    return (
        lambda line: _innermost(before, line),
        lambda line: shared.get(_innermost(after, line), _innermost(after, line)),
    )


def _innermost(statements: Statements, line: int) -> int:
    """The number of the shortest statement around a line, the last of equals; -1 where there is none."""
    around = [(last - first, -number) for number, (first, last, _) in enumerate(statements) if first <= line <= last]
    return -min(around)[1] if around else -1
