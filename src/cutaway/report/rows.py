"""Which rows of a listing a reader needs: those that differ, and a few around them.

Knows the marks of rows and that a heading speaks for the rows below it.
Does not know how a row is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..layers.difference import Row
from .page import Fold

COUNTED = frozenset({"changed", "added", "removed"})


def differing(rows: Sequence[Row]) -> bool:
    """Say whether any row shows a difference that counts."""
    return any(row.mark in COUNTED for row in rows)


def folded(rows: Sequence[Row], *, context: int, full: bool) -> tuple[Row | Fold, ...]:
    """Return the rows with what does not differ folded, but for `context` rows around each difference.

    A heading stays where something below it stays; a note always stays. A single row is never worth a fold.
    """
    if full:
        return tuple(rows)
    kept = _kept(rows, context)
    _keep_headings(rows, kept)
    return tuple(_with_folds(rows, kept))


def _kept(rows: Sequence[Row], context: int) -> list[bool]:
    listed = [index for index, row in enumerate(rows) if row.mark not in ("heading", "note")]
    kept = [row.mark == "note" for row in rows]
    for place, index in enumerate(listed):
        if rows[index].mark in COUNTED:
            for near in listed[max(place - context, 0) : place + context + 1]:
                kept[near] = True
    return kept


def _keep_headings(rows: Sequence[Row], kept: list[bool]) -> None:
    wanted = False
    for index in range(len(rows) - 1, -1, -1):
        if rows[index].mark == "heading":
            kept[index], wanted = wanted, False
        else:
            wanted = wanted or kept[index]


def _with_folds(rows: Sequence[Row], kept: Sequence[bool]) -> Iterator[Row | Fold]:
    left_out: list[Row] = []
    for row, keep in zip(rows, kept, strict=True):
        if keep:
            yield from _fold(left_out)
            left_out = []
            yield row
        else:
            left_out.append(row)
    yield from _fold(left_out)


def _fold(rows: Sequence[Row]) -> Iterator[Row | Fold]:
    lines = [row for row in rows if row.mark != "heading"]
    if len(lines) == 1 == len(rows):
        yield lines[0]
    elif lines:
        moved = sum(row.mark == "moved" for row in lines)
        yield Fold(same=len(lines) - moved, moved=moved)
