"""Comparisons and showings as JSON documents, and back.

Knows the documents' format and version (docs/json.md, and the schemas beside `report`).
Does not know what a layer holds, nor files: it makes plain dicts and lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..layers.difference import Change, LayerComparison, Site
from .comparison import Comparison, InterpreterComparison, InterpreterShowing, LayerListing, Showing
from .folding import folded
from .row_document import line_from_json, line_to_json, row_from_json, row_to_json

if TYPE_CHECKING:
    from .verdicts import Why

COMPARISON_FORMAT = "cutaway-comparison"
SHOWING_FORMAT = "cutaway-showing"
FORMAT_VERSION = 1

# What a change says only where it has something to say.
_OPTIONAL_OF_A_CHANGE = ("name", "value", "meaning", "link")


class DocumentFormatError(ValueError):
    """The document is of another format, or of a version that this cutaway does not know."""


def comparison_to_json(comparison: Comparison, *, context: int = 3, full: bool = False) -> dict[str, Any]:
    """Return the comparison as a document of format `cutaway-comparison`.

    Changes are all told. Rows are folded as a report folds them, and a layer that is the same has none; with `full`,
    every row is there, and the document gives back the very comparison.
    """
    return {
        "format": COMPARISON_FORMAT,
        "format_version": FORMAT_VERSION,
        "before": dict(comparison.before),
        "after": dict(comparison.after),
        "question": dict(comparison.question),
        "comparisons": [_interpreter_to_json(one, context, full) for one in comparison.comparisons],
    }


def comparison_from_json(document: Mapping[str, Any]) -> Comparison:
    """Return the comparison that a document holds; raise DocumentFormatError where it is none."""
    _check(document, COMPARISON_FORMAT)
    return Comparison(
        before=document["before"],
        after=document["after"],
        comparisons=tuple(_interpreter_from_json(one) for one in document["comparisons"]),
        question=document["question"],
    )


def showing_to_json(showing: Showing) -> dict[str, Any]:
    """Return the showing as a document of format `cutaway-showing`."""
    return {
        "format": SHOWING_FORMAT,
        "format_version": FORMAT_VERSION,
        "target": dict(showing.target),
        "question": dict(showing.question),
        "showings": [_shown_to_json(one) for one in showing.showings],
    }


def showing_from_json(document: Mapping[str, Any]) -> Showing:
    """Return the showing that a document holds; raise DocumentFormatError where it is none."""
    _check(document, SHOWING_FORMAT)
    return Showing(
        target=document["target"],
        showings=tuple(_shown_from_json(one) for one in document["showings"]),
        question=document["question"],
    )


def _check(document: Mapping[str, Any], wanted: str) -> None:
    found = document.get("format"), document.get("format_version")
    if found != (wanted, FORMAT_VERSION):
        raise DocumentFormatError(
            f"expected a document of format {wanted} {FORMAT_VERSION}, found {found[0]} {found[1]}"
        )


def _interpreter_to_json(one: InterpreterComparison, context: int, full: bool) -> dict[str, Any]:
    return {
        "before": {"python": dict(one.before_python)},
        "after": {"python": dict(one.after_python)},
        "deepest": one.deepest,
        "layers": [_layer_to_json(layer, context, full) for layer in one.layers],
        "warnings": [dict(warning) for warning in one.warnings],
        "trouble": one.trouble,
        **({} if one.why is None else _why_to_json(one.why)),
    }


def _interpreter_from_json(entry: Mapping[str, Any]) -> InterpreterComparison:
    return InterpreterComparison(
        before_python=entry["before"]["python"],
        after_python=entry["after"]["python"],
        layers=tuple(_layer_from_json(layer) for layer in entry["layers"]),
        trouble=entry["trouble"],
        warnings=tuple(entry["warnings"]),
        why=_why_from_json(entry) if "verdicts" in entry else None,
    )


def _why_to_json(why: Why) -> dict[str, Any]:
    from .why_document import why_to_json  # few documents say why

    return why_to_json(why)


def _why_from_json(entry: Mapping[str, Any]) -> Why:
    from .why_document import why_from_json

    return why_from_json(entry)


def _layer_to_json(layer: LayerComparison, context: int, full: bool) -> dict[str, Any]:
    rows = () if layer.same and not full else folded(layer.rows, context=context, full=full)
    return {
        "layer": layer.layer,
        "same": layer.same,
        **({"reason": layer.reason} if layer.same is None or layer.reason else {}),
        "summary": layer.summary,
        "changes": [_change_to_json(change) for change in layer.changes],
        "notes": list(layer.notes),
        "rows": [row_to_json(row) for row in rows],
    }


def _layer_from_json(entry: Mapping[str, Any]) -> LayerComparison:
    return LayerComparison(
        layer=entry["layer"],
        same=entry["same"],
        summary=entry["summary"],
        reason=entry.get("reason", ""),
        changes=tuple(_change_from_json(change) for change in entry["changes"]),
        rows=tuple(row_from_json(row) for row in entry["rows"]),
        notes=tuple(entry["notes"]),
    )


def _change_to_json(change: Change) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "kind": change.kind,
        "path": change.path,
        "before": change.before,
        "after": change.after,
    }
    entry.update((key, value) for key in _OPTIONAL_OF_A_CHANGE if (value := getattr(change, key)) not in (None, ""))
    if change.sites:
        entry["sites"] = [_site_to_json(site) for site in change.sites]
    for key, place in (("before_at", change.before_at), ("after_at", change.after_at)):
        if place is not None:
            entry[key] = list(place)
    return entry


def _change_from_json(entry: Mapping[str, Any]) -> Change:
    return Change(
        kind=entry["kind"],
        path=entry["path"],
        before=entry["before"],
        after=entry["after"],
        name=entry.get("name"),
        value=entry.get("value"),
        meaning=entry.get("meaning", ""),
        link=entry.get("link", ""),
        sites=tuple(Site(**site) for site in entry.get("sites", ())),
        before_at=_place(entry.get("before_at")),
        after_at=_place(entry.get("after_at")),
    )


def _place(numbers: list[int | None] | None) -> tuple[int | None, ...] | None:
    return None if numbers is None else tuple(numbers)


def _site_to_json(site: Site) -> dict[str, str]:
    return {"what": site.what, "file": site.file, "function": site.function, "link": site.link}


def _shown_to_json(one: InterpreterShowing) -> dict[str, Any]:
    return {
        "python": dict(one.python),
        "layers": [_listing_to_json(layer) for layer in one.layers],
        "warnings": [dict(warning) for warning in one.warnings],
        "trouble": one.trouble,
    }


def _shown_from_json(entry: Mapping[str, Any]) -> InterpreterShowing:
    return InterpreterShowing(
        python=entry["python"],
        layers=tuple(_listing_from_json(layer) for layer in entry["layers"]),
        trouble=entry["trouble"],
        warnings=tuple(entry["warnings"]),
    )


def _listing_to_json(listing: LayerListing) -> dict[str, Any]:
    lines = None if listing.lines is None else [line_to_json(line) for line in listing.lines]
    return {"layer": listing.layer, **({"reason": listing.reason} if listing.reason else {}), "lines": lines}


def _listing_from_json(entry: Mapping[str, Any]) -> LayerListing:
    lines = entry["lines"]
    return LayerListing(
        layer=entry["layer"],
        lines=None if lines is None else tuple(line_from_json(line) or () for line in lines),
        reason=entry.get("reason", ""),
    )
