"""One target as a page: each layer's lines, told once for all interpreters that agree.

Knows headings and order. Does not know what any layer holds, nor widths and formats.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..compare.comparison import LayerListing, Showing
from ..compare.versions import version_name
from .asides import troubles, warnings_section
from .page import Block, Fields, Heading, Lines, Page, Piece, Prose, sentence
from .words import asked, distinct, python_name, pythons_names, target_name


def showing_page(showing: Showing) -> Page:
    """Return the showing as a page."""
    return (
        _heading_fields(showing),
        *troubles((python_name(one.python), one.trouble) for one in showing.showings),
        *_layers(showing),
        *warnings_section([(version_name(one.python), one.warnings) for one in showing.showings]),
    )


def _heading_fields(showing: Showing) -> Fields:
    names = [python_name(one.python) for one in showing.showings]
    rows = [
        ("target", target_name(showing.target)),
        *([("python", pythons_names(names))] if names else []),
        *asked(showing.question),
    ]
    return Fields(tuple((name, sentence(words)) for name, words in rows))


def _layers(showing: Showing) -> Iterator[Block]:
    names = distinct(layer.layer for one in showing.showings for layer in one.layers)
    asked_of = sum(one.trouble is None for one in showing.showings)
    for name in names:
        yield Heading(name)
        for listing, pythons in _listings(showing, name).items():
            if len(pythons) < asked_of:
                yield Heading(pythons_names(pythons), 2)
            yield Prose((Piece(listing.reason, "note"),)) if listing.lines is None else Lines(listing.lines)


def _listings(showing: Showing, name: str) -> dict[LayerListing, list[str]]:
    listings: dict[LayerListing, list[str]] = {}
    for one in showing.showings:
        for listing in one.layers:
            if listing.layer == name:
                listings.setdefault(listing, []).append(python_name(one.python))
    return listings
