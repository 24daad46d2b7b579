"""Org that can be pasted into a note as it is.

Knows Org's headings, tables, source blocks and links, and which characters of a text would be taken for marks.
Does not know what is on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .markup import Marks, rendered
from .page import Page, Piece, Sentence
from .printable import shown

# Org has no escape character: a zero-width space keeps a mark from being one (the Org manual, "Escape Character").
_GUARD = "\u200b"
_MARK_AT_A_WORD = re.compile(r"(?<![^\s(\"'{-])([*/_=~+])(?=\S[^\n]*\1)|(\[)(?=\[)|(<)(?=<)")
# Within a source block, a line that looks like a heading or a keyword is shown as itself behind a comma.
_LOOKS_LIKE_ORG = re.compile(r"^,*(\*|#\+)")
_VERBATIM_ROLES = frozenset({"name", "opname", "kind", "flag", "quoted"})


def render(page: Page) -> str:
    """Return the page as Org."""
    return rendered(page, _ORG)


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


def _heading(text: str, level: int) -> str:
    return f"{'*' * (level + 1)} {shown(text)}"


def _cell(text: str) -> str:
    if "|" in text:
        # Org's own entity for the bar: a table's cell cannot hold one.
        return _escaped(text).replace("|", "\\vert{}")
    # A path is copied from a table: rather in marks for code than with a character in it that nobody sees.
    return text if _escaped(text) == text else _verbatim(text)


def _source_block(language: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"#+begin_src {language}"
    for line in lines:
        yield f",{line}" if _LOOKS_LIKE_ORG.match(line) else line
    yield "#+end_src"


_ORG = Marks(
    escaped=_escaped,
    code=_verbatim,
    cell=_cell,
    sentence=_sentence,
    heading=_heading,
    item=" :: ",
    rule=lambda columns: f"|{'+'.join(['---'] * columns)}|",
    fenced=_source_block,
)
