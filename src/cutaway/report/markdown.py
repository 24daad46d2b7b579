"""Markdown that can be pasted into a note or an issue as it is.

Knows GitHub's tables and fenced blocks, and which characters of a text would be taken for marks.
Does not know what is on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .markup import Marks, rendered
from .page import Depths, Page, Piece, Sentence
from .printable import shown

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_LIST_OR_HEADING = re.compile(r"^([-+#]|\d+[.)])(?=\s|$)")
_CODE_ROLES = frozenset({"name", "opname", "kind", "flag", "quoted"})


def render(page: Page) -> str:
    """Return the page as Markdown."""
    return rendered(page, _MARKDOWN)


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


def _heading(text: str, level: int) -> str:
    return f"{'#' * (level + 1)} {_escaped(text)}"


def _fenced(language: str, lines: Sequence[str]) -> Iterator[str]:
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield fence + language
    yield from lines
    yield fence


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


_MARKDOWN = Marks(
    escaped=_escaped,
    code=_code,
    cell=_escaped,
    sentence=_sentence,
    heading=_heading,
    item=": ",
    rule=lambda columns: f"|{' --- |' * columns}",
    fenced=_fenced,
    more={Depths: _depths},
)
