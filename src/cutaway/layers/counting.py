"""The few words of the depth gauge: how many came, went and changed.

Knows English plurals of the layers' own words. Does not know what was counted.
"""

from __future__ import annotations

from collections.abc import Iterable

from .difference import Change
from .values import shorten

NAMED = 3
"""How many things a summary names before it counts instead."""

PHRASES = 4
"""How many phrases of several words a summary holds."""

PHRASE = 200
"""How many characters of one phrase: a constant that differs may have 50 million."""


def plural(number: int, noun: str) -> str:
    """`1 line`, `2 lines`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def first_of(phrases: Iterable[str]) -> str:
    """The first few phrases, and how many more there are."""
    told = list(phrases)
    more = len(told) - PHRASES
    return ", ".join(shorten(phrase, PHRASE) for phrase in told[:PHRASES]) + (f", {more} more" if more > 0 else "")


def summarized(changes: Iterable[Change], noun: str) -> str:
    """How many of the changes are additions, removals and alterations of `noun`, such as `+1 line, 2 lines changed`."""
    added = removed = changed = 0
    for change in changes:
        added += change.before is None
        removed += change.after is None
        changed += change.before is not None and change.after is not None
    parts = [
        f"+{plural(added, noun)}" if added else "",
        f"-{plural(removed, noun)}" if removed else "",
        f"{plural(changed, noun)} changed" if changed else "",
    ]
    return ", ".join(part for part in parts if part)
