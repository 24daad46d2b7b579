"""A report before it has a format: headings, sentences, a depth gauge, a matrix, listings, files by depth.

Knows what stands on the page and in which order, and what each piece of text is.
Does not know widths, colors or markup: each format decides those for itself.

Named tuples, here and in all of report: a frozen dataclass takes five times as long to define, and a run has 100 ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ..layers.difference import Fold, Line, Row

State = Literal["same", "different", "deepest", "unseen", "trouble"]
"""What one layer says on one interpreter. `deepest` is the deepest layer that differs there."""


class Piece(NamedTuple):
    """Some text of a sentence, what it is, and where it leads to."""

    text: str
    role: str = "plain"
    link: str = ""
    strong: bool = False


Sentence = tuple[Piece, ...]


class Heading(NamedTuple):
    """The title of what follows. Level 1 is a section, level 2 a part of one."""

    text: str
    level: int = 1


class Fields(NamedTuple):
    """A few named facts, such as what is compared."""

    rows: tuple[tuple[str, Sentence], ...]


class GaugeRow(NamedTuple):
    """One layer of the depth gauge: its state, and in a few words how it differs or why it is not there."""

    state: State
    layer: str
    words: str


class Gauge(NamedTuple):
    """The depth gauge: one row a layer, from the surface down."""

    rows: tuple[GaugeRow, ...]


class Matrix(NamedTuple):
    """Layers by versions."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[State, ...]], ...]


class Prose(NamedTuple):
    """A sentence or two."""

    sentence: Sentence


class Bullets(NamedTuple):
    """Sentences that stand beside one another."""

    items: tuple[Sentence, ...]


class Glossary(NamedTuple):
    """Terms, and what each means."""

    entries: tuple[tuple[str, Sentence], ...]


class Listing(NamedTuple):
    """Two sides, row by row, with folds where nothing differs."""

    rows: tuple[Row | Fold, ...]


class Lines(NamedTuple):
    """One side alone, line by line."""

    lines: tuple[Line, ...]


class Table(NamedTuple):
    """Facts in columns."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Depth(NamedTuple):
    """How deep the change of one file goes: `level` layers of `of`, None where that is no answer; a word for it.

    `name` is the file, `words` what else is to be said of it; below stand the definitions that changed.
    """

    level: int | None
    of: int
    word: str
    role: str
    name: str
    words: Sentence = ()
    below: tuple[Sentence, ...] = ()


class Depths(NamedTuple):
    """Files, each with its depth."""

    rows: tuple[Depth, ...]


Block = Heading | Fields | Gauge | Matrix | Prose | Bullets | Glossary | Listing | Lines | Table | Depths
Page = tuple[Block, ...]


def sentence(*parts: str | Piece) -> Sentence:
    """Return a sentence of these parts; a plain string is a plain piece."""
    return tuple(Piece(part) if isinstance(part, str) else part for part in parts)


def joined(parts: Iterable[Piece], separator: str = ", ") -> Sentence:
    """Return the parts with a separator between each two."""
    pieces: list[Piece] = []
    for part in parts:
        pieces.extend([Piece(separator), part] if pieces else [part])
    return tuple(pieces)
