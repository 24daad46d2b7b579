"""Columns of numbers as the probe sends them: four a row, with one number that stands for nothing.

Knows the shape that `probe/columns.py` documents. Does not know what the numbers mean.
"""

from __future__ import annotations

from collections.abc import Sequence

Four = tuple[int | None, ...]

NOTHING = -(1 << 31)


def four(column: Sequence[int], row: int) -> Four:
    """The four numbers of a row, None where there is none."""
    return tuple(number_or_none(number) for number in column[4 * row : 4 * row + 4])


def number_or_none(number: int | None) -> int | None:
    """A number of a column that may have gaps."""
    return None if number == NOTHING else number
