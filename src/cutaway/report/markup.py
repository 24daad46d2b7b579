"""What Markdown and Org share: which block becomes a heading, a list, a table or a block of code.

Knows that both put code in blocks where nothing is escaped, and prose where much is.
Does not know either language's marks: they are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..layers.difference import Fold, Line, Row
from .page import (
    Block,
    Bullets,
    Fields,
    Gauge,
    Glossary,
    Heading,
    Lines,
    Listing,
    Matrix,
    Page,
    Prose,
    Sentence,
    State,
    Table,
)
from .printable import shown
from .signs import UNICODE, legend_words, state_word
from .words import fold_words

_SIGNS = {"added": "+", "removed": "-"}


class Marks(NamedTuple):
    """How one language writes what a page holds.

    `escaped` shows text as it is, `code` as code, `cell` as it is within a table. `item` stands between a term and what
    is said of it, `rule` is the line below a table's header of that many columns, `fenced` the lines of a block of code
    in a language. `more` are blocks that only this language knows.
    """

    escaped: Callable[[str], str]
    code: Callable[[str], str]
    cell: Callable[[str], str]
    sentence: Callable[[Sentence], str]
    heading: Callable[[str, int], str]
    item: str
    rule: Callable[[int], str]
    fenced: Callable[[str, Sequence[str]], Iterator[str]]
    more: Mapping[type, Callable[[Any], Iterator[str]]] = {}


def rendered(page: Page, marks: Marks) -> str:
    """Return the page in a language, blocks apart by an empty line."""
    return "\n".join("".join(f"{line}\n" for line in _lines(block, marks)) for block in page)


def _lines(block: Block, marks: Marks) -> Iterator[str]:
    write = marks.more.get(type(block))
    return write(block) if write else _BLOCKS[type(block)](block, marks)


def _heading(block: Heading, marks: Marks) -> Iterator[str]:
    yield marks.heading(block.text, block.level)


def _fields(block: Fields, marks: Marks) -> Iterator[str]:
    for name, words in block.rows:
        yield f"- {name}{marks.item}{marks.code(''.join(piece.text for piece in words))}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], marks: Marks) -> Iterator[str]:
    yield _table_row(header, marks)
    yield marks.rule(len(header))
    for row in rows:
        yield _table_row(row, marks)


def _table_row(cells: Sequence[str], marks: Marks) -> str:
    return f"| {' | '.join(map(marks.cell, cells))} |"


def _gauge(block: Gauge, marks: Marks) -> Iterator[str]:
    rows = ((_state_sign(row.state), row.layer, _gauge_word(row.state), row.words) for row in block.rows)
    return _table(("", "layer", "", "how"), rows, marks)


def _gauge_word(state: State) -> str:
    # No bar leads the eye to the deepest one here, as it does on a screen.
    return f"{state_word(state)}, deepest" if state == "deepest" else state_word(state)


def _matrix(block: Matrix, marks: Marks) -> Iterator[str]:
    rows = ((layer, *map(_state_sign, states)) for layer, states in block.rows)
    yield from _table(("layer", *block.columns), rows, marks)
    yield ""
    yield marks.escaped(", ".join(legend_words(block, UNICODE)))


def _prose(block: Prose, marks: Marks) -> Iterator[str]:
    yield marks.sentence(block.sentence)


def _bullets(block: Bullets, marks: Marks) -> Iterator[str]:
    for item in block.items:
        yield f"- {marks.sentence(item)}"


def _glossary(block: Glossary, marks: Marks) -> Iterator[str]:
    for term, meaning in block.entries:
        yield f"- {marks.code(term) + marks.item if term else ''}{marks.sentence(meaning)}"


def _listing(block: Listing, marks: Marks) -> Iterator[str]:
    return marks.fenced("diff", list(_diff_lines(block)))


def _one_side_alone(block: Lines, marks: Marks) -> Iterator[str]:
    return marks.fenced("text", [_plain_line(line).rstrip() for line in block.lines])


_BLOCKS: dict[type, Callable[[Any, Marks], Iterator[str]]] = {
    Heading: _heading,
    Fields: _fields,
    Gauge: _gauge,
    Matrix: _matrix,
    Prose: _prose,
    Bullets: _bullets,
    Glossary: _glossary,
    Listing: _listing,
    Lines: _one_side_alone,
    Table: lambda block, marks: _table(block.header, block.rows, marks),
}


def _diff_lines(listing: Listing) -> Iterator[str]:
    """Yield the listing as the lines of a unified diff: `-` before, `+` after, a space where both are the same."""
    for row in listing.rows:
        if isinstance(row, Fold):
            yield f"@@ {fold_words(row)} @@"
        elif row.mark == "changed":
            yield _diff_line("-", row.before)
            yield _diff_line("+", row.after)
        elif row.mark in ("heading", "note"):
            yield f"# {_plain_line(row.before or row.after or ())}"
        else:
            yield _diff_line(_SIGNS.get(row.mark, " "), _one_side(row))


def _one_side(row: Row) -> Line | None:
    return row.before if row.after is None else row.after


def _diff_line(sign: str, line: Line | None) -> str:
    return f"{sign} {_plain_line(line or ())}".rstrip()


def _plain_line(line: Line) -> str:
    """Return a line's text, with what cannot be shown as escapes."""
    return "".join(shown(span.text) for span in line)


def _state_sign(state: State) -> str:
    """Return the sign of a state in a table."""
    return UNICODE.states[state]
