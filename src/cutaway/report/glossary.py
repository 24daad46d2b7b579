"""What the things that differ mean: one line a term, with the link to that version's documentation.

Knows that a meaning comes with a row or with a change, and is told once.
Does not know where meanings come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ..layers.difference import Change, Fold, LayerComparison, Line, Row, Span
from .page import Glossary, Piece, Sentence

# The roles of a span that names a thing, the most telling first.
_NAMING_ROLES = ("opname", "flag", "kind", "field", "keyword", "name")


def glossary(shown: Iterable[tuple[LayerComparison, Sequence[Row | Fold]]]) -> Glossary | None:
    """Return the meanings that layers' shown rows and changes come with, each once; None where there are none."""
    entries: dict[str, tuple[str, Sentence]] = {}
    for layer, rows in shown:
        for term, meaning, link in chain(_of_rows(rows), _of_changes(layer)):
            if meaning not in entries:
                entries[meaning] = (term, _explained(meaning, link))
    return Glossary(tuple(entries.values())) if entries else None


def _explained(meaning: str, link: str) -> Sentence:
    return (Piece(meaning, "note", link),)


def _of_rows(rows: Sequence[Row | Fold]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        if isinstance(row, Row) and row.meaning:
            yield _row_term(row), row.meaning, row.link


def _row_term(row: Row) -> str:
    return _term(row.after) or _term(row.before)


def _term(line: Line | None) -> str:
    """Return the name of what a line is about: what differs, if that names something; else what else on it does."""
    spans = line or ()
    differing = [span for span in spans if span.differs]
    return _named(differing) or _named(spans) or _first_text(differing) or _first_text(spans)


def _named(spans: Sequence[Span]) -> str:
    for role in _NAMING_ROLES:
        for span in spans:
            if span.role == role:
                return span.text.strip()
    return ""


def _first_text(spans: Sequence[Span]) -> str:
    return next((span.text.strip() for span in spans if span.text.strip()), "")


def _of_changes(layer: LayerComparison) -> Iterator[tuple[str, str, str]]:
    for change in layer.changes:
        if change.meaning:
            yield _change_term(change), change.meaning, change.link


def _change_term(change: Change) -> str:
    if change.name:
        return change.name
    return next((side for side in (change.after, change.before) if isinstance(side, str)), change.kind)
