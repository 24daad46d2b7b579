"""The units of an experiment in words: where each stands, and in one line what differs.

Knows what a probe tells of a unit (ARCHITECTURE.md, "A unit, as the probe tells it"), and the words of the layers
`code` and `bytecode`. Does not know how a unit was found, nor what it causes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..cpython import flags
from .bytecode import name_of_code
from .compiled.disassembly import LONGEST_RUN
from .compiled.expressions import annotation_words, expression, returned_annotations
from .compiled.instruction_lines import Listing
from .difference import Row, Side
from .unit_rows import Place, Sides, arguments_of, constant_word, exception_rows_of, rows_of

Told = Mapping[str, Any]
"""A unit as the probe tells it."""

Stretch = Sequence[int] | None


class Described(NamedTuple):
    """A unit in words, with the rows that show it in place."""

    id: str
    layer: str
    kind: str
    path: str
    label: str
    rows: tuple[Row, ...]


def described(
    told: Sequence[Told], instructions: Sides, codes: Sides, matched: Mapping[str, Any]
) -> tuple[Described, ...]:
    """Describe every unit; no two labels are alike.

    `instructions` are the facts of `bytecode`, `codes` those of `code`, `matched` is what `matching` made of the first.
    """
    partners = {(pair["before"], pair["after"]): _partners(pair["blocks"]) for pair in matched["pairs"]}
    places = [_place(unit, instructions, codes, partners.get(tuple(unit["parts"]), {})) for unit in told]
    labels = _told_apart([_label(unit, place) for unit, place in zip(told, places, strict=True)], places)
    return tuple(
        Described(unit["id"], unit["layer"], unit["kind"], place.path, label, tuple(rows_of(unit, place)))
        for unit, place, label in zip(told, places, labels, strict=True)
    )


def _partners(blocks: Sequence[Sequence[int]]) -> dict[int, int]:
    return {i: i - i1 + j1 for i1, i2, j1, _ in blocks for i in range(i1, i2)}


def _place(unit: Told, instructions: Sides, codes: Sides, partners: Mapping[int, int]) -> Place:
    """The parts that a unit stands in. Both layers number the parts alike, since they read the same ones."""
    (i, j), (before, after) = unit["parts"], instructions
    ours = before.facts["parts"][i]
    own = ours["kind"] == "definition" or (i, j) == (before.facts["own"], after.facts["own"])
    return Place(
        str(before.target.get("qualname") or "<module>") if own else str(ours["qualname"]),
        own,
        (listing_of(before, i), listing_of(after, j)),
        (codes[0].facts["parts"][i], codes[1].facts["parts"][j]),
        (before.version, after.version),
        partners,
        instructions,
    )


def _told_apart(labels: Sequence[str], places: Sequence[Place]) -> list[str]:
    """The labels with what tells equal ones apart: which of several each is, and the code that it stands in."""
    named = list(zip(labels, (place.path for place in places), strict=True))
    times, seen = Counter(named), Counter[tuple[str, str]]()
    apart: list[str] = []
    for name, place in zip(named, places, strict=True):
        seen[name] += 1
        numbered = name[0] if times[name] == 1 else f"{name[0]} ({seen[name]} of {times[name]})"
        apart.append(numbered if place.is_own else f"{numbered} in {place.path}")
    return apart


def _label(unit: Told, place: Place) -> str:
    return _LABELS[unit["kind"]](unit, place)


def _flag(unit: Told, place: Place) -> str:
    names = " ".join(name for name, _ in flags.names(unit["value"], place.versions[1 if unit["after"] else 0]))
    return f"{'' if unit['after'] else '-'}flag {names}"


def _signature(_unit: Told, place: Place) -> str:
    before, after = (f"({', '.join(arguments_of(part))})" for part in place.attributes)
    return f"signature {before} became {after}"


def _variables(unit: Told, _place: Place) -> str:
    before, after = (", ".join(unit[side]) for side in ("before", "after"))
    return f"local{'s' if len(unit['before']) > 1 else ''} {before} became {after}"


def _docstring(unit: Told, _place: Place) -> str:
    return "docstring " + " became ".join(constant_word(unit[side]) for side in ("before", "after"))


def _function_attribute(unit: Told, place: Place) -> str:
    name = str(unit["name"])
    words_of = _annotations_words if name == "__annotations__" else _attribute_words
    before, after = (words_of(place, side, unit[word]) for side, word in enumerate(("before", "after")))
    if name == "decorators":
        return f"decorators {_came_or_became(before, after)}".replace("decorators -", "-decorators ")
    if before == after:
        return f"{name} from another {after}"
    return f"{name} {before or 'None'} became {after or 'None'}"


def _annotations_words(place: Place, side: int, stretch: Stretch) -> str:
    """The annotations as a dictionary where they are simple: of the flat tuple, or of what `__annotate__` returns."""
    if stretch is None:
        return ""
    listing, indexes = place.listings[side], range(*stretch)
    made_by = next((index for index in indexes if listing.kind(index) == "code"), None)
    if made_by is None:
        words = annotation_words(listing, indexes)
    else:
        words = returned_annotations(listing_of(place.instructions[side], listing.code(made_by)))
    return words or _attribute_words(place, side, stretch)


def listing_of(side: Side, number: int) -> Listing:
    """A part of a side as its instructions are listed."""
    return Listing(side.facts["parts"][number], side.options, name_of_code(side))


def _attribute_words(place: Place, side: int, stretch: Stretch) -> str:
    """What a stretch of a definition puts on the function: a simple expression, else instructions."""
    listing = place.listings[side]
    if stretch is None:
        return ""
    indexes = range(*stretch)
    words = expression(listing, indexes)
    if words:
        return ", ".join(words)
    if [listing.kind(index) for index in indexes[:1]] == ["code"]:
        return listing.argument(indexes[0])
    return stretch_words(listing, stretch)


def _constant(unit: Told, place: Place) -> str:
    before, after = place.listings
    pairs = [
        (before.argument(i), after.argument(j))
        for i, j in zip(range(*unit["before"]), range(*unit["after"]), strict=True)
    ]
    differing = [(one, other) for one, other in pairs if one != other]
    ours, theirs = (", ".join(words) for words in zip(*differing, strict=True)) if differing else ("", "")
    return f"constant{'s' if len(differing) > 1 else ''} {ours} became {theirs}"


def _instructions(unit: Told, place: Place) -> str:
    before, after = (
        stretch_words(listing, unit[side]) for listing, side in zip(place.listings, ("before", "after"), strict=True)
    )
    return _came_or_became(before, after)


def _came_or_became(before: str, after: str) -> str:
    if before and after:
        return f"{before} became {after}"
    return after or f"-{before}"


def stretch_words(listing: Listing, stretch: Stretch) -> str:
    """A stretch of instructions in one line: each, or where there are many the first, the last and how many.

    What only marks, for `sys.monitoring`, that a jump was not taken is no word of it, unless it is all there is.
    """
    if stretch is None:
        return ""
    indexes: Sequence[int] = range(*stretch)
    indexes = [index for index in indexes if listing.opname(index) != "NOT_TAKEN"] or indexes
    if len(indexes) <= LONGEST_RUN:
        return "; ".join(listing.text(index) for index in indexes)
    return f"{listing.text(indexes[0])} ... {listing.text(indexes[-1])} ({len(indexes)} instructions)"


def _jump(unit: Told, place: Place) -> str:
    before, after = place.listings
    (at, old), (now_at, new) = unit["before"], unit["after"]
    line = after.lines[now_at]
    where = "" if line is None else f" at line {line}"
    was, leads = before.place_name(old), after.place_name(new)
    if was == leads:
        was, leads = (f"{words} ({text})" for words, text in ((was, _at(before, old)), (leads, _at(after, new))))
    return f"jump of {before.opname(at)}{where} to {leads} instead of {was}"


def _at(listing: Listing, index: int) -> str:
    return listing.text(index) if index < len(listing.part["rows"]) else "the end"


def _exception_table(unit: Told, place: Place) -> str:
    before, after = (
        "; ".join(listing.exception_text(row) for row in exception_rows_of(listing, unit[side]))
        for listing, side in zip(place.listings, ("before", "after"), strict=True)
    )
    if before == after:
        return f"exception-table row {after} covers other instructions"
    word = "row" if ";" not in before + after else "rows"
    words = _came_or_became(before, after)
    return f"-exception-table {word} {before}" if not after else f"exception-table {word} {words}"


def _positions(_unit: Told, _place: Place) -> str:
    return "positions"


_LABELS = {
    "flag": _flag,
    "signature": _signature,
    "variables": _variables,
    "docstring": _docstring,
    "function_attribute": _function_attribute,
    "constant": _constant,
    "instructions": _instructions,
    "jump": _jump,
    "exception_table": _exception_table,
    "positions": _positions,
}
