"""Two sides on a screen: side by side where there is room, one below the other where there is not.

Knows marks, gutters and columns, and that what differs is wrapped while what is the same may be clipped; of what
is longer than anyone reads, the middle is left out.
Does not know what the lines hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from ..compare.folding import COUNTED
from ..layers.difference import Fold, Line, Mark, Row, Span
from .page import Listing, Piece
from .printable import SPACE, SPACE_IN_ASCII, columns, shown
from .words import fold_words
from .wrapping import ScreenLine, clipped, filled, softly_wrapped, width_of

WIDE = 100
"""From this width on, the sides stand side by side even if their lines must be wrapped for it."""

GUTTER = 2
SIGNS: dict[Mark, str] = {"same": " ", "changed": "~", "added": "+", "removed": "-", "moved": ">"}

# Of a stretch that does not differ, inside a line that does: how much is kept before the middle is left out.
_KEPT_OF_WHAT_IS_THE_SAME = 160

# The same of a stretch that differs: a line may have 50 million characters, and wrapping them took minutes.
_KEPT_OF_WHAT_DIFFERS = 5_000


class _Shape(NamedTuple):
    left: int
    right: int
    divider: str
    ellipsis: str


def listing_lines(
    listing: Listing, *, width: int, ascii_only: bool, divider: str, ellipsis: str
) -> Iterator[ScreenLine]:
    """Yield the listing's lines, none wider than `width`."""
    rows = [row if isinstance(row, Fold) else _Drawn.of(row, ascii_only, ellipsis) for row in listing.rows]
    left, right = _needs(rows)
    whole = _Shape(width - GUTTER, width - GUTTER, divider, ellipsis)
    beside = _beside(left, right, width, divider, ellipsis)
    for row in rows:
        if isinstance(row, Fold):
            yield (Piece(f"{'  '}{ellipsis} {fold_words(row)}", "note"),)
        elif row.mark in ("heading", "note"):
            yield from _spanning(row, whole)
        elif beside:
            yield from _side_by_side(row, beside)
        else:
            yield from _one_below_the_other(row, whole)


def _beside(left: int, right: int, width: int, divider: str, ellipsis: str) -> _Shape | None:
    room = width - GUTTER - 3
    if left + right <= room:
        return _Shape(left, right, divider, ellipsis)
    if width < WIDE:
        return None
    half = room // 2
    left = min(left, max(half, room - right))
    return _Shape(left, room - left, divider, ellipsis)


class _Drawn(NamedTuple):
    """A row whose lines are pieces already."""

    mark: Mark
    before: ScreenLine | None
    after: ScreenLine | None

    @staticmethod
    def of(row: Row, ascii_only: bool, ellipsis: str) -> _Drawn:
        before_role, after_role = ("removed", "added") if row.mark in COUNTED else ("", "")
        return _Drawn(
            row.mark,
            _side(row.before, row.mark, before_role, ascii_only, ellipsis),
            _side(row.after, row.mark, after_role, ascii_only, ellipsis),
        )


def _side(line: Line | None, mark: Mark, differing_role: str, ascii_only: bool, ellipsis: str) -> ScreenLine | None:
    if line is None:
        return None
    pieces = span_pieces(line, ascii_only=ascii_only, differing_role=differing_role, whole=mark in ("added", "removed"))
    if mark not in COUNTED:
        return pieces
    all_differs = not any(span.differs for span in line)
    return tuple(_shortened(piece, ellipsis, differs=all_differs or piece.strong) for piece in pieces)


def span_pieces(line: Line, *, ascii_only: bool, differing_role: str = "", whole: bool = False) -> ScreenLine:
    """Return a line's spans as printable pieces; what differs (or the `whole` line) takes the role of its side."""
    return tuple(
        Piece(
            _span_text(span, ascii_only=ascii_only, alone=bool(differing_role) and not whole),
            differing_role if differing_role and (span.differs or whole) else span.role,
            strong=span.differs and bool(differing_role),
        )
        for span in line
    )


def _span_text(span: Span, *, ascii_only: bool, alone: bool) -> str:
    """Return a span's text; where spaces are the very part that differs, they are made visible."""
    if alone and span.differs and span.text and not span.text.strip(" "):
        return (SPACE_IN_ASCII if ascii_only else SPACE) * len(span.text)
    return shown(span.text, ascii_only=ascii_only)


def _shortened(piece: Piece, ellipsis: str, *, differs: bool) -> Piece:
    kept = _KEPT_OF_WHAT_DIFFERS if differs else _KEPT_OF_WHAT_IS_THE_SAME
    left_out = len(piece.text) - 2 * kept
    if left_out <= 0:
        return piece
    told = f" {ellipsis} {left_out} characters {'more' if differs else 'the same'} {ellipsis} "
    return piece._replace(text=piece.text[:kept] + told + piece.text[-kept:])


def _needs(rows: list[_Drawn | Fold]) -> tuple[int, int]:
    """Return how wide the two sides are where they stand beside one another."""
    sides = [row for row in rows if isinstance(row, _Drawn) and row.mark not in ("heading", "note")]
    left = max((width_of(row.before) for row in sides if row.before), default=0)
    right = max((width_of(row.after) for row in sides if row.after), default=0)
    return max(left, columns("before")), right


def _spanning(row: _Drawn, shape: _Shape) -> Iterator[ScreenLine]:
    role = "heading" if row.mark == "heading" else "note"
    indent = Piece("" if row.mark == "heading" else " " * GUTTER)
    pieces = tuple(Piece(piece.text, role) for piece in row.before or row.after or ())
    for line in softly_wrapped(pieces, shape.left):
        yield (indent, *line)


def _side_by_side(row: _Drawn, shape: _Shape) -> Iterator[ScreenLine]:
    before = _fitted(row.before, row.mark, shape.left, shape)
    after = _fitted(row.after, row.mark, shape.right, shape)
    sign = Piece(f"{SIGNS[row.mark]} ", row.mark)
    for left, right in zip_longest(before, after, fillvalue=()):
        gap = Piece(" " * (shape.left - width_of(left)) + " ")
        yield filled((sign, *left, gap, Piece(f"{shape.divider} ", "note"), *right))
        sign = Piece(" " * GUTTER)


def _fitted(line: ScreenLine | None, mark: Mark, width: int, shape: _Shape) -> list[ScreenLine]:
    if line is None:
        return []
    return softly_wrapped(line, width) if mark in COUNTED else [clipped(line, width, shape.ellipsis)]


def _one_below_the_other(row: _Drawn, shape: _Shape) -> Iterator[ScreenLine]:
    if row.mark == "changed":
        yield from _signed("-", "removed", row.before, row.mark, shape)
        yield from _signed("+", "added", row.after, row.mark, shape)
    else:
        line = row.before if row.after is None else row.after
        yield from _signed(SIGNS[row.mark], row.mark, line, row.mark, shape)


def _signed(sign: str, role: str, line: ScreenLine | None, mark: Mark, shape: _Shape) -> Iterator[ScreenLine]:
    for part in _fitted(line, mark, shape.left, shape):
        yield filled((Piece(f"{sign} ", role), *part))
        sign = " "
