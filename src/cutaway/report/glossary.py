"""What the things that differ mean: one line a term, with the link to that version's documentation.

Knows that a meaning comes with a row or with a change, and is told once.
Does not know where meanings come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..layers.difference import Change, LayerComparison, Line, Row
from .page import Glossary, Piece, Sentence

# The roles of a span that names a thing, the most telling first.
_NAMING_ROLES = ("opname", "flag", "kind", "field", "keyword", "name")


def glossary(layers: Iterable[LayerComparison]) -> Glossary | None:
    """Return the meanings that the layers' differences come with, each once; None where there are none."""
    entries: dict[str, tuple[str, Sentence]] = {}
    for layer in layers:
        for term, meaning, link in (*_of_rows(layer), *_of_changes(layer)):
            if meaning not in entries:
                entries[meaning] = (term, _explained(meaning, link))
    return Glossary(tuple(entries.values())) if entries else None


def _explained(meaning: str, link: str) -> Sentence:
    return (Piece(meaning, "note", link),)


def _of_rows(layer: LayerComparison) -> Iterator[tuple[str, str, str]]:
    for row in layer.rows:
        if row.meaning:
            yield _row_term(row), row.meaning, row.link


def _row_term(row: Row) -> str:
    return _term(row.after) or _term(row.before)


def _term(line: Line | None) -> str:
    spans = line or ()
    differing = [span for span in spans if span.differs] or list(spans)
    for role in _NAMING_ROLES:
        for span in differing:
            if span.role == role:
                return span.text.strip()
    return next((span.text.strip() for span in differing if span.text.strip()), "")


def _of_changes(layer: LayerComparison) -> Iterator[tuple[str, str, str]]:
    for change in layer.changes:
        if change.meaning:
            yield _change_term(change), change.meaning, change.link


def _change_term(change: Change) -> str:
    if change.name:
        return change.name
    return next((side for side in (change.after, change.before) if isinstance(side, str)), change.kind)
