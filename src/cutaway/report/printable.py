"""Text that is safe and honest on a screen: nothing moves the cursor, nothing is invisible.

Knows which characters cannot be shown as they are, and how many columns text takes.
Does not know what the text says.
"""

from __future__ import annotations

TAB = "→   "
TAB_IN_ASCII = ">   "
SPACE = "␣"
SPACE_IN_ASCII = "_"

# One column wide each: what the reports themselves draw with, kept from the road that loads a table of widths.
_OUR_OWN = frozenset("≠·◆→…│─┃┗␣■")
_FIRST_COMBINING = "\u0300"


def shown(text: str, *, ascii_only: bool = False) -> str:
    """Return text with every character that cannot be shown written as an escape.

    Control characters, bidirectional overrides, unusual spaces and lone surrogates are escaped; a tab is an arrow and
    three spaces, so that it can be told from spaces. With `ascii_only`, so is everything beyond ASCII.
    """
    if text.isprintable() and (text.isascii() or not ascii_only):
        return text
    return "".join(_shown_character(character, ascii_only) for character in text)


def _shown_character(character: str, ascii_only: bool) -> str:
    if character == "\t":
        return TAB_IN_ASCII if ascii_only else TAB
    if character.isprintable() and (character.isascii() or not ascii_only):
        return character
    return character.encode("unicode_escape").decode("ascii")


def _is_narrow(text: str) -> bool:
    """Say whether each character takes one column: no printable one below the combining marks is wide or empty."""
    return text.isascii() or all(character < _FIRST_COMBINING or character in _OUR_OWN for character in text)


def columns(text: str) -> int:
    """Return how many columns of a terminal the (printable) text takes."""
    if _is_narrow(text):
        return len(text)
    # Imported here: nearly all text is narrow, and rich takes 20 ms to import, of 100 for a whole run.
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, room: int) -> tuple[str, str]:
    """Return text in two parts, the first of which takes at most `room` columns, and at least one character."""
    if _is_narrow(text):
        return text[: max(room, 1)], text[max(room, 1) :]
    end = taken = 0
    for end, character in enumerate(text):
        taken += columns(character)
        if taken > room and end:
            return text[:end], text[end:]
    return text, ""
