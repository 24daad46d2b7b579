"""Lines of pieces made to fit a width: wrapped at words, wrapped anywhere, or clipped.

Knows how wide text is on a terminal. Text here is printable already.
Does not know what the lines are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .page import Piece
from .printable import columns, cut

ScreenLine = tuple[Piece, ...]

_LONGEST_MEASURED = 4096

_WORD = re.compile(r"\s+|\S+")


def width_of(line: Iterable[Piece]) -> int:
    """Return how many columns a line takes."""
    return sum(columns(piece.text) for piece in line)


def padded(text: str, width: int) -> str:
    """Return text with spaces behind it, up to the width."""
    return text + " " * (width - columns(text))


def filled(line: ScreenLine) -> ScreenLine:
    """Return the line without the spaces at its end."""
    pieces = list(line)
    while pieces and not pieces[-1].text.strip(" "):
        pieces.pop()
    if pieces:
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip(" "))
    return tuple(pieces)


def word_wrapped(line: ScreenLine, width: int) -> list[ScreenLine]:
    """Return the line broken between words; a word longer than a whole line is broken where it must be."""
    lines: list[list[Piece]] = [[]]
    taken = 0
    for word in _unbroken(line):
        size = width_of(word)
        if taken + size > width and lines[-1]:
            lines.append([])
            taken = 0
            if not word[0].text.strip():
                continue
        for part in hard_wrapped(tuple(word), width) if size > width else [tuple(word)]:
            if taken + width_of(part) > width and lines[-1]:
                lines.append([])
                taken = 0
            lines[-1].extend(part)
            taken += width_of(part)
    return [filled(tuple(pieces)) for pieces in lines if pieces]


def _unbroken(line: ScreenLine) -> list[list[Piece]]:
    """Return the pieces in groups that stay together: a word may go over from one piece into the next."""
    groups: list[list[Piece]] = []
    for piece in line:
        for match in _WORD.finditer(piece.text):
            part = piece._replace(text=match.group())
            joins = groups and not part.text[0].isspace() and not groups[-1][-1].text[-1].isspace()
            if joins:
                groups[-1].append(part)
            else:
                groups.append([part])
    return groups


def hard_wrapped(line: ScreenLine, width: int) -> list[ScreenLine]:
    """Return the line broken exactly where it reaches the width; an empty line stays one line."""
    lines: list[list[Piece]] = [[]]
    room = width
    for piece in _short(line):
        rest = piece.text
        while rest:
            if columns(rest) <= room:
                head, rest = rest, ""
            elif room <= 0 or (room < 2 and lines[-1]):
                lines.append([])
                room = width
                continue
            else:
                head, rest = cut(rest, room)
            lines[-1].append(piece._replace(text=head))
            room -= columns(head)
    return [tuple(pieces) for pieces in lines]


def _short(line: ScreenLine) -> Iterator[Piece]:
    """The pieces, none of them long: each cut measures all that is left, and a line may have 50 million characters."""
    for piece in line:
        for at in range(0, len(piece.text), _LONGEST_MEASURED):
            yield piece._replace(text=piece.text[at : at + _LONGEST_MEASURED])


def softly_wrapped(line: ScreenLine, width: int) -> list[ScreenLine]:
    """Return the line broken before a word where that is possible, with every space kept; an empty line stays one."""
    lines: list[list[Piece]] = [[]]
    taken = 0
    for word in _unbroken(line):
        size = width_of(word)
        if taken and taken + size > width and size <= width:
            lines.append([])
            taken = 0
        first, *later = _broken_at(tuple(word), width - taken, width)
        lines[-1].extend(first)
        lines.extend(list(part) for part in later)
        taken = width_of(lines[-1])
    return [tuple(pieces) for pieces in lines]


def _broken_at(line: ScreenLine, room: int, width: int) -> list[ScreenLine]:
    """Return the line in parts, the first of which fits the room, the others the width."""
    if width_of(line) <= room:
        return [line]
    if room < 2:
        return [(), *hard_wrapped(line, width)]
    first, *rest = hard_wrapped(line, room)
    left = tuple(piece for part in rest for piece in part)
    return [first, *(hard_wrapped(left, width) if left else [])]


def clipped(line: ScreenLine, width: int, ellipsis: str) -> ScreenLine:
    """Return the line cut to the width, with a sign that it was."""
    if width_of(line) <= width:
        return line
    return (*hard_wrapped(line, max(width - columns(ellipsis), 1))[0], Piece(ellipsis, "note"))
