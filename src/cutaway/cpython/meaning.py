"""The shape of a fact about a name that CPython uses: what it means, since when, where to read more.

Knows the record, a glossary of such records, and the range of versions that facts are kept for.
Does not know any one opcode, flag or node kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

MinorVersion = tuple[int, int]

VERSIONS: tuple[MinorVersion, ...] = tuple((3, minor) for minor in range(8, 16))
"""The minor versions that the facts cover, oldest first."""


class Meaning(NamedTuple):
    """What a name means in one line, with a link to the documentation and the versions that this text holds for."""

    name: str
    text: str
    link: str
    versions: tuple[MinorVersion, ...]


class Fact(NamedTuple):
    """A text that holds for a name in some versions; a name whose meaning changed has several."""

    name: str
    text: str
    versions: tuple[MinorVersion, ...] = VERSIONS


class Site(NamedTuple):
    """A place in CPython's own source, for one version: what happens there, file, function, link to its tag."""

    what: str
    file: str
    function: str
    link: str


def since(first: int, last: int = VERSIONS[-1][1]) -> tuple[MinorVersion, ...]:
    """Return the versions from 3.`first` to 3.`last`, both included."""
    return tuple(version for version in VERSIONS if first <= version[1] <= last)


class Glossary:
    """Facts looked up by name and version; `link` says where the documentation of a version treats a name."""

    def __init__(self, facts: Iterable[Fact], link: Callable[[str, MinorVersion], str]) -> None:
        self._link = link
        self._facts: dict[str, list[Fact]] = {}
        for fact in facts:
            self._facts.setdefault(fact.name, []).append(fact)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that has a meaning in some version, sorted."""
        return tuple(sorted(self._facts))

    def names_in(self, version: Sequence[int]) -> tuple[str, ...]:
        """Return the names that a version has, sorted."""
        return tuple(name for name in self.names if tuple(version[:2]) in self.versions_of(name))

    def versions_of(self, name: str) -> tuple[MinorVersion, ...]:
        """Return the versions that have this name, oldest first; empty where none has."""
        return tuple(sorted(version for fact in self._facts.get(name, ()) for version in fact.versions))

    def meaning(self, name: str, version: Sequence[int]) -> Meaning | None:
        """Return what a name means in a version, given as (3, 12) or (3, 12, 1); None where it has no such name."""
        minor = (version[0], version[1])
        for fact in self._facts.get(name, ()):
            if minor in fact.versions:
                return Meaning(name, fact.text, self._link(name, minor), fact.versions)
        return None

    def explain(self, name: str) -> tuple[Meaning, ...]:
        """Return every meaning of a name, oldest first, each linked to the newest documentation that it holds for."""
        facts = sorted(self._facts.get(name, ()), key=lambda fact: fact.versions)
        return tuple(Meaning(name, fact.text, self._link(name, fact.versions[-1]), fact.versions) for fact in facts)
