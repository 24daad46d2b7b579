"""Constants in words, as Python would write them.

Knows the tagged shapes of `probe/values.py`. Does not know which layer shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

Encoded = Sequence[Any]

LIMIT = 60
"""How many characters of a constant a listing shows."""

LIMIT_WHERE_IT_DIFFERS = 4_000
"""How many where the constant differs: its middle may be the very part that does."""


def word(encoded: Encoded, limit: int | None = LIMIT) -> str:
    """The constant as short Python-like text; `limit=None` gives all of it."""
    return shorten(_full(encoded), limit)


def shorten(text: str, limit: int | None = LIMIT) -> str:
    """`text` with its middle left out where it is longer than `limit` characters; both ends stay."""
    if limit is None or len(text) <= limit:
        return text
    tail = limit // 3
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def shorten_both(before: str, after: str, limit: int = LIMIT) -> tuple[str, str]:
    """Two texts as `shorten` has them; where its beginning is the same of both, from shortly before they differ on."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    if max(len(before), len(after)) <= limit or alike < limit - limit // 3 - 1:
        return shorten(before, limit), shorten(after, limit)
    start = alike - limit // 3
    return _stretch(before, start, limit), _stretch(after, start, limit)


def _stretch(text: str, start: int, limit: int) -> str:
    """At most `limit` characters of `text` from `start` on, with a mark for what is left out."""
    opening = "…" if start else ""
    room = limit - len(opening)
    rest = text[start:]
    return opening + (rest if len(rest) <= room else f"{rest[: room - 1]}…")


def printable(text: str) -> str:
    """`text` with what no terminal can print (controls, lone surrogates) escaped as in a Python string."""
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def _full(encoded: Encoded) -> str:
    tag, *parts = encoded
    if not parts:
        return str(tag)
    if tag in _ATOMS:
        return _atom(tag, parts)
    if tag in _OPENINGS:
        return _container(tag, parts[0])
    return f"<{parts[0]}>"


_ATOMS = frozenset({"int", "float", "complex", "str", "bytes"})
_OPENINGS = {"tuple": ("(", ")"), "frozenset": ("frozenset({", "})"), "slice": ("slice(", ")")}


def _atom(tag: str, parts: list[Any]) -> str:
    if tag == "str":
        return repr("".join(parts))
    if tag == "bytes":
        return repr(bytes.fromhex(parts[0]))
    if tag == "complex":
        return _complex_word(*parts)
    return str(parts[0])


def _complex_word(real: str, imaginary: str) -> str:
    # complex("-0+0j") and complex("0+0j") differ: the real part is left out only where it is plain zero.
    if real == "0.0":
        return f"{imaginary}j"
    sign = "" if imaginary.startswith("-") else "+"
    return f"({real}{sign}{imaginary}j)"


def _container(tag: str, items: Sequence[Encoded]) -> str:
    if tag == "frozenset" and not items:
        return "frozenset()"
    opening, closing = _OPENINGS[tag]
    inside = ", ".join(map(_full, items))
    lonely = "," if tag == "tuple" and len(items) == 1 else ""
    return f"{opening}{inside}{lonely}{closing}"
