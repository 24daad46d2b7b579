"""Color: the one module that knows how a terminal is told about it.

Knows which role looks how, and that every color has a sign or a word beside it.
Does not know what is on the page. Imported only where color is wanted: rich takes 30 ms of a run's 100.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.color import ColorSystem
from rich.style import Style

from .layout import lay_out
from .page import Page, Piece
from .wrapping import ScreenLine

# Only the 16 colors that a terminal's own theme chooses, so that they can be read on light and on dark.
_STYLES = {
    "heading": "bold",
    "note": "dim",
    "same": "dim",
    "unseen": "dim",
    "moved": "dim",
    "different": "yellow",
    "changed": "yellow",
    "deepest": "bold magenta",
    "trouble": "bold red",
    "error": "red",
    "added": "green",
    "removed": "red",
    "number": "cyan",
    "label": "magenta",
    "opname": "blue",
    "keyword": "blue",
    "flag": "magenta",
    "kind": "blue",
    "field": "cyan",
    "constant": "cyan",
    "string": "cyan",
    "comment": "dim italic",
    "punctuation": "dim",
    "position": "dim",
}

_PARSED = {role: Style.parse(words) for role, words in _STYLES.items()}
_STRONG = Style.parse("bold")
_THE_PART_THAT_DIFFERS = Style.parse("bold underline")
_PLAIN = Style.null()


def render(page: Page, *, width: int, ascii_only: bool) -> str:
    """Return the page as text with the escape sequences that color it and make its links clickable."""
    lines = lay_out(page, width=width, ascii_only=ascii_only)
    return "".join("".join(map(_colored, _together(line))) + "\n" for line in lines)


def _together(line: ScreenLine) -> Iterator[Piece]:
    """Yield the line with neighbors that look alike as one piece: a sentence was broken into words to be wrapped."""
    for (role, link, strong), pieces in groupby(line, key=lambda piece: (piece.role, piece.link, piece.strong)):
        yield Piece("".join(piece.text for piece in pieces), role, link, strong)


def _colored(piece: Piece) -> str:
    style = _PARSED.get(piece.role, _PLAIN)
    if piece.strong:
        style += _THE_PART_THAT_DIFFERS if piece.role in ("added", "removed") else _STRONG
    colored = style.render(piece.text, color_system=ColorSystem.STANDARD)
    return _linked(colored, piece.link) if piece.link else colored


def _linked(text: str, link: str) -> str:
    # OSC 8. rich's own links carry a random number, and the same question must give the same bytes.
    safe = "".join(character for character in link if character.isprintable() and character.isascii())
    return f"\x1b]8;;{safe}\x1b\\{text}\x1b]8;;\x1b\\"
