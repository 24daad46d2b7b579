"""Rows that are made when they are asked for: of two large files, nearly all are folded away unseen.

Knows that a row's mark is known before its lines are, and that `check` asks for none: to plan them took it a third of
the host's time. Does not know what any layer's rows show.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from typing import overload

from ..align.pairs import Pair
from .difference import Fold, Mark, Row

Planned = tuple[Mark, Callable[[], Row]]
"""A row's mark, and what makes the row."""


class Rows(Sequence[Row]):
    """Rows of which only the marks are kept; `build(index)` makes a row each time it is asked for."""

    _plan: Iterable[Planned] = ()

    def __init__(self, marks: Sequence[Mark], build: Callable[[int], Row]) -> None:
        self._settled = marks, build

    @classmethod
    def planned(cls, plan: Iterable[Planned]) -> Rows:
        """The rows of a plan, in its order; nobody looks at it before the first mark or row is asked for."""
        rows = cls.__new__(cls)
        rows._plan = plan
        return rows

    @cached_property
    def _settled(self) -> tuple[Sequence[Mark], Callable[[int], Row]]:
        kept = list(self._plan)
        return [mark for mark, _ in kept], lambda index: kept[index][1]()

    @property
    def marks(self) -> Sequence[Mark]:
        """The mark of each row."""
        return self._settled[0]

    def __len__(self) -> int:
        return len(self.marks)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        places = range(len(self.marks))[index]
        return self._settled[1](places) if isinstance(places, int) else tuple(map(self._settled[1], places))

    def __eq__(self, other: object) -> bool:
        """Equal to every sequence of equal rows, a tuple of them included."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self.marks)} rows>"


def marks_of(rows: Sequence[Row | Fold]) -> Sequence[Mark | str]:
    """The rows' marks, without making any row that is not made yet."""
    return rows.marks if isinstance(rows, Rows) else [row.mark for row in rows]


def marks_of_pairs(pairs: Iterable[Pair], before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Mark]:
    """The mark of each pair, by the keys of both sides."""
    return [
        "added" if i is None else "removed" if j is None else "same" if before[i] == after[j] else "changed"
        for i, j in pairs
    ]


def made(row: Row) -> Planned:
    """A row of a plan that is made already, such as a heading."""
    return row.mark, lambda: row
