"""Reference pages: what a name means on which versions, and which interpreters were found.

Knows the order of what is told. Does not know where the facts come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .page import Block, Glossary, Heading, Page, Piece, Prose, Table

FORMAT_VERSION = 1

Meanings = Sequence[tuple[Sequence[Any], str, str]]
Entry = tuple[str, str, Meanings]

PYTHON_COLUMNS = ("version", "implementation", "build", "found_in", "executable", "shows")


def explanation_page(entries: Sequence[Entry]) -> Page:
    """Return the names with what they mean, version by version."""
    return tuple(block for entry in entries for block in _explained(entry))


def _explained(entry: Entry) -> Iterator[Block]:
    kind, name, meanings = entry
    yield Heading(f"{name} ({kind})")
    yield Glossary(
        tuple((_version_range(versions), (Piece(text, "plain", link),)) for versions, text, link in meanings)
    )


def _version_range(versions: Sequence[Any]) -> str:
    names = _version_names(versions)
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}" if names else ""


def _version_names(versions: Sequence[Any]) -> list[str]:
    return [version if isinstance(version, str) else ".".join(map(str, version)) for version in versions]


def explanation_to_json(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the explanation as a document of format `cutaway-explanation`."""
    return {
        "format": "cutaway-explanation",
        "format_version": FORMAT_VERSION,
        "entries": [
            {
                "kind": kind,
                "name": name,
                "meanings": [
                    {"versions": _version_names(versions), "text": text, "link": link}
                    for versions, text, link in meanings
                ],
            }
            for kind, name, meanings in entries
        ],
    }


def pythons_page(pythons: Sequence[Mapping[str, Any]]) -> Page:
    """Return the interpreters that were found as one table, without columns that would be empty."""
    if not pythons:
        return (Prose((Piece("No interpreter was found."),)),)
    told = [column for column in PYTHON_COLUMNS if any(_cell(python.get(column)) for python in pythons)]
    header = tuple(column.replace("_", " ") for column in told)
    return (Table(header, tuple(tuple(_cell(python.get(column)) for column in told) for python in pythons)),)


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def pythons_to_json(pythons: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the interpreters as a document of format `cutaway-pythons`."""
    return {"format": "cutaway-pythons", "format_version": FORMAT_VERSION, "pythons": [dict(one) for one in pythons]}
