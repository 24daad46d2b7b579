"""Which rows of a listing a reader needs: those that differ, and a few around them.

Knows the marks of rows and that a heading speaks for the rows below it.
Does not know how a row is drawn or saved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..layers.difference import Fold, Row
from ..layers.rows import marks_of

COUNTED = frozenset({"changed", "added", "removed"})

LONGEST_LISTING = 5_000
"""How many rows that differ one listing shows: nobody reads more, and laying out as many takes about a second."""


def differing(rows: Sequence[Row | Fold]) -> bool:
    """Say whether any row shows a difference that counts."""
    return not COUNTED.isdisjoint(marks_of(rows))


def folded(rows: Sequence[Row | Fold], *, context: int, full: bool) -> tuple[Row | Fold, ...]:
    """Return the rows with what does not differ folded, but for `context` rows around each difference.

    A heading stays where something below it stays; a note always stays. A single row is never worth a fold. From the
    row on that is one too many for LONGEST_LISTING all is folded. Rows that were folded before fold the same again.
    """
    if full:
        return tuple(rows)
    marks = marks_of(rows)
    return tuple(_with_folds(rows, marks, _kept(marks, context)))


def _kept(marks: Sequence[str], context: int) -> list[int]:
    """The indexes of the rows that stay, in order."""
    listed = [index for index, mark in enumerate(marks) if mark not in _NO_LINES]
    places = [place for place, index in enumerate(listed) if marks[index] in COUNTED]
    kept = {index for index, mark in enumerate(marks) if mark == "note"}
    for place in places[:LONGEST_LISTING]:
        kept.update(listed[max(place - context, 0) : place + context + 1])
    if len(places) > LONGEST_LISTING:
        last = listed[places[LONGEST_LISTING - 1]]
        kept = {index for index in kept if index <= last}
    return sorted(kept.union(_headings_of(marks, kept)))


_NO_LINES = frozenset({"heading", "note", "fold"})


def _headings_of(marks: Sequence[str], kept: set[int]) -> Iterator[int]:
    """The headings below which something stays."""
    headings = [index for index, mark in enumerate(marks) if mark == "heading"]
    below = sorted(kept)
    for start, end in pairwise([*headings, len(marks)]):
        if bisect_left(below, start) < bisect_left(below, end):
            yield start


def _with_folds(rows: Sequence[Row | Fold], marks: Sequence[str], kept: Sequence[int]) -> Iterator[Row | Fold]:
    start = 0
    for index in [*kept, len(marks)]:
        if start < index:
            yield from _fold(rows, marks, range(start, index))
        if index < len(marks):
            yield rows[index]
        start = index + 1


def _fold(rows: Sequence[Row | Fold], marks: Sequence[str], gap: range) -> Iterator[Row | Fold]:
    inside = marks[gap.start : gap.stop]
    if len(gap) == 1 and inside[0] != "heading":
        yield rows[gap.start]
        return
    counts = Counter(inside)
    earlier = [fold for index in gap if isinstance(fold := rows[index], Fold)] if counts["fold"] else []
    moved = counts["moved"] + sum(fold.moved for fold in earlier)
    differ = sum(counts[mark] for mark in COUNTED) + sum(fold.differing for fold in earlier)
    same = counts["same"] + sum(fold.same for fold in earlier)
    if same or moved or differ:
        yield Fold(same, moved, differ)
