"""The compiler: where in CPython's own source, for each version, a difference comes about.

Knows that places come with the changes, and that where none is known this is said, once.
Does not know how the places were found.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..compare.comparison import Comparison
from ..compare.versions import name_of
from ..layers.counting import plural
from ..layers.difference import Change, Site
from .page import Block, Bullets, Heading, Piece, Prose, Sentence, joined, sentence
from .words import distinct

NOT_KNOWN = "Where in CPython's own source this comes about is not known."

Place = tuple[str, str, str, str]
"""The name of what changed, what happens to it, in which file, in which function."""


def compiler_section(comparison: Comparison) -> Iterator[Block]:
    """Yield the section of places in CPython's own source, where any change comes with one or should."""
    places = _places(comparison)
    unknown = _without_place(comparison)
    if not places and not unknown:
        return
    if not places:
        yield Prose(sentence(Piece(NOT_KNOWN, "note")))
        return
    yield Heading("the compiler")
    several = len(comparison.comparisons) > 1
    yield Bullets(tuple(_item(place, links, several) for place, links in places.items()))
    if unknown:
        yield Prose(sentence(_unknown_words(unknown)))


def _changes(comparison: Comparison) -> Iterator[tuple[str, Change]]:
    for one in comparison.comparisons:
        for layer in one.layers:
            for change in layer.changes:
                yield name_of(one), change


def _places(comparison: Comparison) -> dict[Place, dict[str, str]]:
    """Return each place with its link by version."""
    places: dict[Place, dict[str, str]] = {}
    for version, change in _changes(comparison):
        for site in change.sites:
            places.setdefault(_place(change, site), {})[version] = site.link
    return places


def _place(change: Change, site: Site) -> Place:
    return _change_name(change), site.what, site.file, site.function


def _item(place: Place, links: dict[str, str], several: bool) -> Sentence:
    name, what, file, function = place
    where = f"{function} in {file}" if function else file
    if not several:
        return (Piece(name, "name"), Piece(": "), Piece(where, "name", next(iter(links.values()))), Piece(f" {what}"))
    versions = joined(Piece(version, "number", link) for version, link in links.items())
    return (Piece(name, "name"), Piece(": "), Piece(where, "name"), Piece(f" {what} ("), *versions, Piece(")"))


def _without_place(comparison: Comparison) -> tuple[str, ...]:
    """Return the names of the flags and instructions that changed and have no place: only these come of one place."""
    changes = [change for _, change in _changes(comparison) if change.kind in _MADE_IN_ONE_PLACE]
    placed = {_change_name(change) for change in changes if change.sites}
    return tuple(name for name in distinct(map(_change_name, changes)) if name not in placed)


# Changes that some line of CPython's own source makes; a token or a node is the user's own making.
_MADE_IN_ONE_PLACE = frozenset({"flag", "instruction"})


def _change_name(change: Change) -> str:
    if change.name:
        return change.name
    return next((side for side in (change.after, change.before) if isinstance(side, str)), None) or change.path


def _unknown_words(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:6])
    more = f" and {plural(len(names) - 6, 'other')}" if len(names) > 6 else ""
    return f"Where in CPython's own source is not known for {shown}{more}."
