"""Rows for a listing of two sides: what stands beside what.

Knows blocks of an alignment and, inside a replacement, a coarser key by which unequal items still belong together.
Does not know what a row shows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from .sequences import Alignment, align

Pair = tuple[int | None, int | None]
"""(i, j): item i beside item j; None where a side has nothing there."""


def paired(alignment: Alignment, before_kinds: Sequence[Hashable], after_kinds: Sequence[Hashable]) -> list[Pair]:
    """All items of both sides as pairs, in order. Inside a replacement, items of one kind stand beside each other."""
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in alignment.blocks:
        if tag == "replace":
            inner = replaced(before_kinds[i1:i2], after_kinds[j1:j2])
            pairs.extend((_shifted(i, i1), _shifted(j, j1)) for i, j in inner)
        else:
            pairs.extend(side_by_side(i1, i2, j1, j2))
    return pairs


def replaced(before_kinds: Sequence[Hashable], after_kinds: Sequence[Hashable]) -> list[Pair]:
    """The items of one replacement as pairs: those of one kind first, what is left between them by place."""
    pairs: list[Pair] = []
    for _, i1, i2, j1, j2 in align(before_kinds, after_kinds).blocks:
        pairs.extend(side_by_side(i1, i2, j1, j2))
    return pairs


def side_by_side(i1: int, i2: int, j1: int, j2: int) -> Iterator[Pair]:
    """Two stretches beside each other by place; the longer one's rest stands alone."""
    for offset in range(max(i2 - i1, j2 - j1)):
        yield (
            i1 + offset if i1 + offset < i2 else None,
            j1 + offset if j1 + offset < j2 else None,
        )


def _shifted(index: int | None, by: int) -> int | None:
    return None if index is None else index + by
