"""Org that can be pasted into a note as it is.

Knows Org's headings, tables, source blocks and links, and which characters of a text would be taken for marks.
Does not know what is on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .markup import diff_lines, gauge_table, legend, matrix_table, plain_line
from .page import (
    Bullets,
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

# Org has no escape character: a zero-width space keeps a mark from being one (the Org manual, "Escape Character").
_GUARD = "\u200b"
_MARK_AT_A_WORD = re.compile(r"(?<![^\s(\"'{-])([*/_=~+])(?=\S[^\n]*\1)|(\[)(?=\[)|(<)(?=<)")
# Within a source block, a line that looks like a heading or a keyword is shown as itself behind a comma.
_LOOKS_LIKE_ORG = re.compile(r"^,*(\*|#\+)")
_VERBATIM_ROLES = frozenset({"name", "opname", "kind", "flag", "quoted"})


def render(page: Page) -> str:
    """Return the page as Org."""
    return "\n".join("".join(f"{line}\n" for line in _BLOCKS[type(block)](block)) for block in page)


def _escaped(text: str) -> str:
    """Return text that Org shows as it is."""
    return _MARK_AT_A_WORD.sub(lambda mark: _GUARD + mark.group(), shown(text))


def _verbatim(text: str) -> str:
    """Return text in Org's marks for code, where they can hold it."""
    safe = shown(text)
    for mark in "=~":
        if mark not in safe and safe == safe.strip() and safe:
            return f"{mark}{safe}{mark}"
    return _escaped(text)


def _sentence(pieces: Sentence) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    if piece.link:
        return f"[[{_address(piece.link)}][{shown(piece.text).replace(']', ')').replace('[', '(')}]]"
    if piece.role in _VERBATIM_ROLES:
        return _verbatim(piece.text)
    if piece.role in ("heading", "deepest"):
        return f"*{shown(piece.text)}*"
    return _escaped(piece.text)


def _address(link: str) -> str:
    return shown(link).replace(" ", "%20").replace("[", "%5B").replace("]", "%5D")


def _heading(block: Heading) -> Iterator[str]:
    yield f"{'*' * (block.level + 1)} {shown(block.text)}"


def _fields(block: Fields) -> Iterator[str]:
    for name, words in block.rows:
        yield f"- {name} :: {_verbatim(''.join(piece.text for piece in words))}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_cell, header))} |"
    yield f"|{'+'.join(['---'] * len(header))}|"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    if "|" in text:
        # Org's own entity for the bar: a table's cell cannot hold one.
        return _escaped(text).replace("|", "\\vert{}")
    # A path is copied from a table: rather in marks for code than with a character in it that nobody sees.
    return text if _escaped(text) == text else _verbatim(text)


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
        yield f"- {_verbatim(term)} :: {_sentence(meaning)}" if term else f"- {_sentence(meaning)}"


def _source_block(language: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"#+begin_src {language}"
    for line in lines:
        yield f",{line}" if _LOOKS_LIKE_ORG.match(line) else line
    yield "#+end_src"


def _listing(block: Listing) -> Iterator[str]:
    return _source_block("diff", diff_lines(block))


def _lines(block: Lines) -> Iterator[str]:
    return _source_block("text", (plain_line(line).rstrip() for line in block.lines))


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
}
