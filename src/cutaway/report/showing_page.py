"""One target as a page: each layer's lines, told once for all interpreters that agree.

Knows headings and order. Does not know what any layer holds, nor widths and formats.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..compare.comparison import InterpreterShowing, LayerListing, Showing
from ..compare.versions import version_name
from .page import Block, Bullets, Fields, Heading, Lines, Page, Piece, Prose, sentence
from .words import asked, distinct, python_name, pythons_names, target_name, warning_words


def showing_page(showing: Showing) -> Page:
    """Return the showing as a page."""
    return (_heading_fields(showing), *_troubles(showing), *_layers(showing), *_warnings(showing))


def _heading_fields(showing: Showing) -> Fields:
    names = [python_name(one.python) for one in showing.showings]
    rows = [
        ("target", target_name(showing.target)),
        *([("python", pythons_names(names))] if names else []),
        *asked(showing.question),
    ]
    return Fields(tuple((name, sentence(words)) for name, words in rows))


def _troubles(showing: Showing) -> Iterator[Block]:
    items = tuple(_trouble(one) for one in showing.showings if one.trouble is not None)
    if items:
        yield Bullets(items)


def _trouble(one: InterpreterShowing) -> tuple[Piece, ...]:
    return (Piece(python_name(one.python), "name"), Piece(" gave no answer: "), Piece(one.trouble or "", "error"))


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


def _warnings(showing: Showing) -> Iterator[Block]:
    told: dict[str, list[str]] = {}
    for one in showing.showings:
        for words in distinct(warning_words(warning) for warning in one.warnings):
            told.setdefault(words, []).append(version_name(one.python))
    if told:
        yield Heading("warnings of the compiler")
        several = len(showing.showings) > 1
        yield Bullets(tuple(sentence(f"{words} ({', '.join(on)})" if several else words) for words, on in told.items()))
