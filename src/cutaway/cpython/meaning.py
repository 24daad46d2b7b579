"""The shape of a fact about a name that CPython uses: what it means, since when, where to read more.

Knows the record, and the range of versions that facts are kept for.
Does not know any one opcode, flag or node kind.
"""

from __future__ import annotations

from dataclasses import dataclass

MinorVersion = tuple[int, int]

VERSIONS: tuple[MinorVersion, ...] = tuple((3, minor) for minor in range(8, 16))
"""The minor versions that the facts cover, oldest first."""


@dataclass(frozen=True)
class Meaning:
    """What a name means in one line, with a link to the documentation and the versions that this text holds for."""

    name: str
    text: str
    link: str
    versions: tuple[MinorVersion, ...]


def since(first: int, last: int = VERSIONS[-1][1]) -> tuple[MinorVersion, ...]:
    """Return the versions from 3.`first` to 3.`last`, both included."""
    return tuple(version for version in VERSIONS if first <= version[1] <= last)
