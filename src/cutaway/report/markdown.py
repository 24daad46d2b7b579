"""Markdown that can be pasted into a note or an issue as it is.

Knows GitHub's tables and fenced blocks, and which characters of a text would be taken for marks.
Does not know what is on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .markup import diff_lines, gauge_table, legend, matrix_table, plain_line
from .page import (
    Bullets,
    Depths,
    Fields,
    Gauge,
    Glossary,
    Heading,
    Lines,
    Listing,
    Matrix,
    Page,
    Piece,
    Prose,
    Sentence,
    Table,
)
from .printable import shown

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_LIST_OR_HEADING = re.compile(r"^([-+#]|\d+[.)])(?=\s|$)")
_CODE_ROLES = frozenset({"name", "opname", "kind", "flag", "quoted"})


def render(page: Page) -> str:
    """Return the page as Markdown."""
    return "\n".join("".join(f"{line}\n" for line in _BLOCKS[type(block)](block)) for block in page)


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", shown(text)).replace("&", "&amp;")


def _code(text: str) -> str:
    """Return text as inline code, in more backticks than it holds."""
    safe = shown(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", safe)), default=0))
    space = " " if safe.startswith("`") or safe.endswith("`") else ""
    return f"{fence}{space}{safe}{space}{fence}"


def _sentence(pieces: Sentence) -> str:
    return _LIST_OR_HEADING.sub(r"\\\1", "".join(map(_piece, pieces)))


def _piece(piece: Piece) -> str:
    text = _code(piece.text) if piece.role in _CODE_ROLES else _escaped(piece.text)
    if piece.role in ("heading", "deepest"):
        text = f"**{text}**"
    return f"[{text}]({_address(piece.link)})" if piece.link else text


def _address(link: str) -> str:
    return shown(link).replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _heading(block: Heading) -> Iterator[str]:
    yield f"{'#' * (block.level + 1)} {_escaped(block.text)}"


def _fields(block: Fields) -> Iterator[str]:
    for name, words in block.rows:
        yield f"- {name}: {_code(''.join(piece.text for piece in words))}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_escaped, header))} |"
    yield f"|{' --- |' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(map(_escaped, row))} |"


def _gauge(block: Gauge) -> Iterator[str]:
    return _table(*gauge_table(block))


def _matrix(block: Matrix) -> Iterator[str]:
    yield from _table(*matrix_table(block))
    yield ""
    yield _escaped(legend(block))


def _prose(block: Prose) -> Iterator[str]:
    yield _sentence(block.sentence)


def _bullets(block: Bullets) -> Iterator[str]:
    for item in block.items:
        yield f"- {_sentence(item)}"


def _glossary(block: Glossary) -> Iterator[str]:
    for term, meaning in block.entries:
        yield f"- {_code(term)}: {_sentence(meaning)}" if term else f"- {_sentence(meaning)}"


def _fenced(language: str, lines: Sequence[str]) -> Iterator[str]:
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield fence + language
    yield from lines
    yield fence


def _listing(block: Listing) -> Iterator[str]:
    return _fenced("diff", list(diff_lines(block)))


def _lines(block: Lines) -> Iterator[str]:
    return _fenced("text", [plain_line(line).rstrip() for line in block.lines])


def _depths(block: Depths) -> Iterator[str]:
    yield "| depth | file | what |"
    yield "| --- | --- | --- |"
    for row in block.rows:
        told = [_cell(sentence) for sentence in (row.words, *row.below) if sentence]
        yield f"| {_escaped(row.word)} | {_cell((Piece(row.name, 'name'),))} | {'<br>'.join(told)} |"


def _cell(sentence: Sentence) -> str:
    """A bar would end the cell, in code, too: GitHub's tables want it escaped there as well (GFM, example 200)."""
    return "".join(
        _code(piece.text).replace("|", r"\|") if piece.role in _CODE_ROLES else _piece(piece) for piece in sentence
    )


_BLOCKS: dict[type, Callable[[Any], Iterator[str]]] = {
    Heading: _heading,
    Fields: _fields,
    Gauge: _gauge,
    Matrix: _matrix,
    Prose: _prose,
    Bullets: _bullets,
    Glossary: _glossary,
    Listing: _listing,
    Lines: _lines,
    Table: lambda block: _table(block.header, block.rows),
    Depths: _depths,
}
