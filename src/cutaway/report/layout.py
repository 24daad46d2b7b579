"""A page on a screen of some width: lines of pieces, each no wider than the screen.

Knows signs, columns, wrapping and footnotes. What differs is wrapped, up to thousands of characters; only what is the
same is clipped.
Does not know colors: a piece keeps its role, and the terminal decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .page import (
    Bullets,
    Depth,
    Depths,
    Fields,
    Gauge,
    GaugeRow,
    Glossary,
    Heading,
    Lines,
    Listing,
    Matrix,
    Page,
    Piece,
    Prose,
    Sentence,
    State,
    Table,
)
from .printable import columns, shown
from .sides import listing_lines, span_pieces
from .signs import ASCII, UNICODE, Signs, legend_words, state_word
from .wrapping import ScreenLine, clipped, filled, hard_wrapped, padded, width_of, word_wrapped

WIDEST_RULE = 100
NARROWEST = 40
"""A narrower screen gets this width: the gauge's columns need it."""


WIDE_ENOUGH = 60
"""From this width on, what belongs to a file stands below its name."""


class Screen:
    """Where a page is laid out: its width, its signs, and the links met so far, which become footnotes."""

    def __init__(self, width: int, ascii_only: bool) -> None:
        self.width = width
        self.ascii_only = ascii_only
        self.signs = ASCII if ascii_only else UNICODE
        self.links: dict[str, int] = {}

    def printable(self, sentence: Sentence) -> ScreenLine:
        """Return a sentence's pieces as they can be shown, with a footnote's number behind each link."""
        pieces: list[Piece] = []
        for piece in sentence:
            text = shown(piece.text, ascii_only=self.ascii_only)
            if piece.role == "quoted":
                text = f"`{text}`"
            pieces.append(Piece(text, piece.role, piece.link, piece.strong))
            if piece.link:
                pieces.append(Piece(f" [{self._footnote(piece.link)}]", "note"))
        return tuple(pieces)

    def _footnote(self, link: str) -> int:
        return self.links.setdefault(link, len(self.links) + 1)


def lay_out(page: Page, *, width: int, ascii_only: bool) -> tuple[ScreenLine, ...]:
    """Return the page as lines of a screen, footnotes last."""
    screen = Screen(max(width, NARROWEST), ascii_only)
    lines: list[ScreenLine] = []
    for block in page:
        if lines and not _follows_closely(lines[-1], block):
            lines.append(())
        lines.extend(_LAYOUTS[type(block)](block, screen))
    return (*lines, *_footnotes(screen))


def _follows_closely(last: ScreenLine, block: object) -> bool:
    below_a_heading = bool(last) and last[0].role == "heading"
    return below_a_heading and not (isinstance(block, Heading) and block.level == 1)


def _footnotes(screen: Screen) -> Iterator[ScreenLine]:
    if screen.links:
        yield ()
        yield from _heading(Heading("links"), screen)
    for link, number in screen.links.items():
        # Never wrapped: a terminal still finds the link in a line that it breaks itself.
        yield (Piece(f"[{number}] ", "note"), Piece(shown(link, ascii_only=screen.ascii_only), "note", link))


def _heading(block: Heading, screen: Screen) -> Iterator[ScreenLine]:
    rule = screen.signs.rule
    title = shown(block.text, ascii_only=screen.ascii_only)
    if block.level > 1:
        yield from word_wrapped((Piece(f"{title}", "heading", strong=True),), screen.width)
        return
    opening = f"{rule * 2} {title} "
    yield (
        Piece(opening, "heading", strong=True),
        Piece(rule * max(min(screen.width, WIDEST_RULE) - columns(opening), 2), "heading"),
    )


def _fields(block: Fields, screen: Screen) -> Iterator[ScreenLine]:
    indent = max((columns(name) for name, _ in block.rows), default=0) + 2
    for name, words in block.rows:
        yield from _hanging((Piece(padded(name, indent), "note"),), words, screen, indent)


def _hanging(first: ScreenLine, words: Sentence, screen: Screen, indent: int) -> Iterator[ScreenLine]:
    """Yield words behind a beginning, with every later line indented as far."""
    for line in word_wrapped(screen.printable(words), max(screen.width - indent, 8)) or [()]:
        yield (*first, *line)
        first = (Piece(" " * indent),)


def _gauge(block: Gauge, screen: Screen) -> Iterator[ScreenLine]:
    depth = max((index for index, row in enumerate(block.rows) if row.state == "deepest"), default=-1)
    names = max((columns(row.layer) for row in block.rows), default=0)
    for index, row in enumerate(block.rows):
        yield from _gauge_row(row, _bar(index, depth, screen.signs), index < depth, names, screen)


def _bar(index: int, depth: int, signs: Signs) -> str:
    if index == depth:
        return signs.bar_end
    return signs.bar if index < depth else " "


def _gauge_row(row: GaugeRow, bar: str, goes_on: bool, names: int, screen: Screen) -> Iterator[ScreenLine]:
    word = state_word(row.state)
    first: ScreenLine = (
        Piece(f"{bar} ", "deepest"),
        Piece(f"{screen.signs.states[row.state]} ", row.state, strong=row.state == "deepest"),
        Piece(padded(row.layer, names + 2), row.state, strong=row.state == "deepest"),
        *((Piece(padded(word, 11), row.state),) if word else ()),
    )
    below = (Piece(screen.signs.bar if goes_on else " ", "deepest"), Piece(" " * (width_of(first) - 1)))
    words = screen.printable((Piece(row.words, "note" if row.state == "unseen" else "plain"),))
    for line in word_wrapped(words, max(screen.width - width_of(first), 8)) or [()]:
        yield filled((*first, *line))
        first = below


def _matrix(block: Matrix, screen: Screen) -> Iterator[ScreenLine]:
    names = max((columns(layer) for layer, _ in block.rows), default=0) + 2
    wide = [max(columns(name), 1) + 2 for name in block.columns]
    for start, end in _column_groups(wide, screen.width - names):
        if start:
            yield ()
        yield filled(
            (Piece(" " * names), *(Piece(padded(block.columns[i], wide[i]), "heading") for i in range(start, end)))
        )
        for layer, states in block.rows:
            cells = (_matrix_cell(states[i], wide[i], screen) for i in range(start, end))
            yield filled((Piece(padded(layer, names)), *cells))
    yield ()
    yield from _legend(block, screen)


def _column_groups(widths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    start = taken = 0
    for index, width in enumerate(widths):
        if taken + width > room + 2 and index > start:
            yield start, index
            start, taken = index, 0
        taken += width
    yield start, len(widths)


def _matrix_cell(state: State, width: int, screen: Screen) -> Piece:
    sign = screen.signs.states[state]
    return Piece(padded(" " * ((width - 2) // 2) + sign, width), state, strong=state == "deepest")


def _legend(block: Matrix, screen: Screen) -> Iterator[ScreenLine]:
    told = legend_words(block, screen.signs)
    yield from word_wrapped((Piece("   ".join(told), "note"),), screen.width)


def _prose(block: Prose, screen: Screen) -> Iterator[ScreenLine]:
    yield from word_wrapped(screen.printable(block.sentence), screen.width)


def _bullets(block: Bullets, screen: Screen) -> Iterator[ScreenLine]:
    for item in block.items:
        yield from _hanging((Piece(f"{screen.signs.bullet} ", "note"),), item, screen, 2)


def _glossary(block: Glossary, screen: Screen) -> Iterator[ScreenLine]:
    terms = [
        clipped((Piece(shown(term, ascii_only=screen.ascii_only), "name"),), 24, screen.signs.ellipsis)
        for term, _ in block.entries
    ]
    indent = max(map(width_of, terms), default=0) + 2
    for term, (_, meaning) in zip(terms, block.entries, strict=True):
        first = (*term, Piece(" " * (indent - width_of(term))))
        yield from _hanging(first, meaning, screen, indent)


def _listing(block: Listing, screen: Screen) -> Iterator[ScreenLine]:
    return listing_lines(
        block,
        width=screen.width,
        ascii_only=screen.ascii_only,
        divider=screen.signs.divider,
        ellipsis=screen.signs.ellipsis,
    )


def _lines(block: Lines, screen: Screen) -> Iterator[ScreenLine]:
    for line in block.lines:
        yield from hard_wrapped(span_pieces(line, ascii_only=screen.ascii_only), screen.width)


# Words can still be read in a column of this width, the last of a table.
_NARROWEST_LAST_COLUMN = 16


def _table(block: Table, screen: Screen) -> Iterator[ScreenLine]:
    rows = [[shown(cell, ascii_only=screen.ascii_only) for cell in row] for row in (block.header, *block.rows)]
    widths = [max(columns(row[index]) for row in rows) + 2 for index in range(len(block.header))]
    indent = sum(widths[:-1])
    if screen.width - indent < min(widths[-1] - 2, _NARROWEST_LAST_COLUMN):
        yield from _records(block, screen)
        return
    for number, row in enumerate(rows):
        role = "heading" if number == 0 else "plain"
        first = tuple(Piece(padded(cell, width), role) for cell, width in zip(row[:-1], widths, strict=False))
        yield from map(filled, _hanging(first, (Piece(row[-1], role),), screen, indent))


def _records(block: Table, screen: Screen) -> Iterator[ScreenLine]:
    """Yield a table that is too wide as one list of fields a row."""
    for number, row in enumerate(block.rows):
        if number:
            yield ()
        named = zip(block.header, row, strict=True)
        yield from _fields(Fields(tuple((name, (Piece(cell),)) for name, cell in named if cell)), screen)


def _depths(block: Depths, screen: Screen) -> Iterator[ScreenLine]:
    words = max((columns(row.word) for row in block.rows), default=0) + 2
    for row in block.rows:
        first = (*_depth_bar(row, screen.signs), Piece(padded(row.word, words), row.role))
        indent = width_of(first)
        name: Sentence = (Piece(row.name), *((Piece("  "), *row.words) if row.words else ()))
        yield from _hanging(first, name, screen, indent)
        # A narrow screen has no room below the name.
        left = indent if screen.width >= WIDE_ENOUGH else 2
        for item in row.below:
            yield from _hanging((Piece(" " * left + f"{screen.signs.bullet} ", "note"),), item, screen, left + 2)


def _depth_bar(row: Depth, signs: Signs) -> ScreenLine:
    if row.level is None:
        return (Piece(" " * (row.of + 1)),)
    return (Piece(signs.filled * row.level, row.role), Piece(signs.empty * (row.of - row.level) + " ", "unseen"))


_LAYOUTS: dict[type, Callable[[Any, Screen], Iterator[ScreenLine]]] = {
    Heading: _heading,
    Fields: _fields,
    Gauge: _gauge,
    Matrix: _matrix,
    Prose: _prose,
    Bullets: _bullets,
    Glossary: _glossary,
    Listing: _listing,
    Lines: _lines,
    Table: _table,
    Depths: _depths,
}
