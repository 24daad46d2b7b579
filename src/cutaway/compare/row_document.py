"""Rows and lines as JSON, and back.

Knows the shapes that docs/json.md describes. Does not know what a row shows, nor which rows a document holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..layers.difference import Fold, Line, Row, Span


def row_to_json(row: Row | Fold) -> dict[str, Any]:
    """A row, or how many were left out, as JSON; a line that both sides share is told once."""
    if isinstance(row, Fold):
        left_out = {"same": row.same, "moved": row.moved, "differing": row.differing}
        return {"mark": row.mark, **{how: number for how, number in left_out.items() if number}}
    return {
        "mark": row.mark,
        "before": line_to_json(row.before),
        # Most rows of a large document are the same on both sides: told once, it is half as large.
        **({"after": line_to_json(row.after)} if row.after != row.before else {}),
        **({"meaning": row.meaning} if row.meaning else {}),
        **({"link": row.link} if row.link else {}),
    }


def row_from_json(entry: Mapping[str, Any]) -> Row | Fold:
    """The row or the fold that `row_to_json` told."""
    if entry["mark"] == "fold":
        return Fold(entry.get("same", 0), entry.get("moved", 0), entry.get("differing", 0))
    return Row(
        mark=entry["mark"],
        before=line_from_json(entry["before"]),
        after=line_from_json(entry["after"] if "after" in entry else entry["before"]),
        meaning=entry.get("meaning", ""),
        link=entry.get("link", ""),
    )


def line_to_json(line: Line | None) -> list[list[Any]] | None:
    """A line as a list of spans, None where there is none."""
    if line is None:
        return None
    return [[span.text, span.role, True] if span.differs else [span.text, span.role] for span in line]


def line_from_json(entry: list[list[Any]] | None) -> Line | None:
    """The line that `line_to_json` told."""
    return None if entry is None else tuple(Span(*span) for span in entry)
