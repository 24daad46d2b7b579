"""Plain text: what print(), a file or a pipe gets.

Knows that a page laid out is its pieces' text. Does not know colors.
"""

from __future__ import annotations

from .layout import lay_out
from .page import Page


def render(page: Page, *, width: int, ascii_only: bool) -> str:
    """Return the page as plain text."""
    lines = lay_out(page, width=width, ascii_only=ascii_only)
    return "".join("".join(piece.text for piece in line).rstrip(" ") + "\n" for line in lines)
