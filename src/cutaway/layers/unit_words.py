"""The units of an experiment in words: where each stands, and in one line what differs.

Knows what a probe tells of a unit (ARCHITECTURE.md, "A unit, as the probe tells it"), and the words of the layers
`code` and `bytecode`. Does not know how a unit was found, nor what it causes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from ..cpython import flags
from .bytecode import name_of_code
from .compiled.disassembly import LONGEST_RUN
from .compiled.expressions import annotation_words, arguments, expression, returned_annotations
from .compiled.instruction_lines import Listing
from .difference import Row, Side
from .unit_names import UnitName
from .unit_rows import Place, Sides, arguments_of, constant_word, exception_rows_of, rows_of

Told = Mapping[str, Any]
"""A unit as the probe tells it."""

Stretch = Sequence[int] | None


class Described(NamedTuple):
    """A unit in words, with the rows that show it in place.

    `phrase` is the label as the subject of a sentence, `plural` whether a verb behind it stands in the plural, `change`
    whether what differs is "added", "removed" or "changed".
    """

    id: str
    layer: str
    kind: str
    path: str
    label: str
    rows: tuple[Row, ...]
    phrase: str
    plural: bool
    change: str


def described(
    told: Sequence[Told], instructions: Sides, codes: Sides, matched: Mapping[str, Any]
) -> tuple[Described, ...]:
    """Describe every unit; no two labels are alike.

    `instructions` are the facts of `bytecode`, `codes` those of `code`, `matched` is what `matching` made of the first.
    """
    partners = {(pair["before"], pair["after"]): _partners(pair["blocks"]) for pair in matched["pairs"]}
    places = [_place(unit, instructions, codes, partners.get(tuple(unit["parts"]), {})) for unit in told]
    names = [_name(unit, place) for unit, place in zip(told, places, strict=True)]
    return tuple(
        Described(
            unit["id"],
            unit["layer"],
            unit["kind"],
            place.path,
            name.label + which + _where(unit, place, place.path),
            tuple(rows_of(unit, place)),
            name.phrase + which + _where(unit, place, f"`{place.path}`"),
            name.is_plural,
            name.change,
        )
        for unit, place, name, which in zip(told, places, names, _told_apart(names, places), strict=True)
    )


def _partners(blocks: Sequence[Sequence[int]]) -> dict[int, int]:
    return {i: i - i1 + j1 for i1, i2, j1, _ in blocks for i in range(i1, i2)}


def _place(unit: Told, instructions: Sides, codes: Sides, partners: Mapping[int, int]) -> Place:
    """The parts that a unit stands in. Both layers number the parts alike, since they read the same ones."""
    (i, j), (before, after) = unit["parts"], instructions
    ours = before.facts["parts"][i]
    made = unit.get("made", unit["parts"])
    own = ours["kind"] == "definition" or tuple(made) == (before.facts["own"], after.facts["own"])
    return Place(
        str(before.target.get("qualname") or "<module>") if own else str(before.facts["parts"][made[0]]["qualname"]),
        own,
        (listing_of(before, i), listing_of(after, j)),
        (codes[0].facts["parts"][i], codes[1].facts["parts"][j]),
        (before.version, after.version),
        partners,
        instructions,
    )


def _told_apart(names: Sequence[UnitName], places: Sequence[Place]) -> list[str]:
    """What tells names apart that are equal in one code: which of several each is."""
    named = [(name, place.path) for name, place in zip(names, places, strict=True)]
    times, seen = Counter(named), Counter[tuple[UnitName, str]]()
    apart: list[str] = []
    for name in named:
        seen[name] += 1
        apart.append("" if times[name] == 1 else f" ({seen[name]} of {times[name]})")
    return apart


def _where(unit: Told, place: Place, path: str) -> str:
    """The code that a unit stands in, or that it is put on; nothing where that is the target's own."""
    if place.is_own:
        return ""
    return f" on {path}" if "made" in unit else f" in {path}"


def _name(unit: Told, place: Place) -> UnitName:
    return _NAMES[unit["kind"]](unit, place)


def _flag(unit: Told, place: Place) -> UnitName:
    names = " ".join(name for name, _ in flags.names(unit["value"], place.versions[1 if unit["after"] else 0]))
    return UnitName("flag", "" if unit["after"] else names, names if unit["after"] else "", quoted=False)


def _signature(_unit: Told, place: Place) -> UnitName:
    before, after = (f"({', '.join(arguments_of(part))})" for part in place.attributes)
    return UnitName("signature", before, after)


def _variables(unit: Told, _place: Place) -> UnitName:
    before, after = (", ".join(unit[side]) for side in ("before", "after"))
    return _counted("local", len(unit["before"]), before, after)


def _counted(noun: str, number: int, before: str, after: str, *, quoted: bool = True) -> UnitName:
    return UnitName(noun if number == 1 else f"{noun}s", before, after, quoted, number != 1)


def _docstring(unit: Told, _place: Place) -> UnitName:
    return UnitName("docstring", constant_word(unit["before"]), constant_word(unit["after"]))


def _function_attribute(unit: Told, place: Place) -> UnitName:
    name = str(unit["name"])
    if name in _LISTED:
        return _listed(name, [_items(name, listing, unit[side]) for listing, side in _sides(place)])
    before, after = (
        attribute_words(name, side, listing, unit[word])
        for side, (listing, word) in zip(place.instructions, _sides(place), strict=True)
    )
    if before == after:
        return UnitName(both=f"{name} from another {after}")
    return UnitName(before=f"{name} {before or None}", after=after or "None")


_LISTED = {"decorators": "decorator", "bases": "base"}
"""What a definition has several of, and what one of them is called."""


def _sides(place: Place) -> Iterator[tuple[Listing, str]]:
    return zip(place.listings, ("before", "after"), strict=True)


def _listed(name: str, items: Sequence[Sequence[str]]) -> UnitName:
    before, after = (", ".join(words) for words in items)
    return _counted(_LISTED[name], max(map(len, items)), before, after)


def _items(name: str, listing: Listing, stretch: Stretch) -> list[str]:
    """Decorators or bases one by one, as they are written where that is simple."""
    if stretch is None:
        return []
    words = (arguments if name == "bases" else expression)(listing, range(*stretch))
    return [stretch_words(listing, stretch)] if words is None else words


def attribute_words(name: str, side: Side, listing: Listing, stretch: Stretch) -> str:
    """What a stretch of instructions gives a function as the attribute `name`, in words; empty where there is none."""
    if stretch is None:
        return ""
    annotations = _annotations_words(side, listing, stretch) if name == "__annotations__" else None
    return annotations or _expression_words(listing, stretch)


def _annotations_words(side: Side, listing: Listing, stretch: Sequence[int]) -> str | None:
    """The annotations as a dictionary where they are simple: of the flat tuple, or of what `__annotate__` returns."""
    indexes = range(*stretch)
    made_by = next((index for index in indexes if listing.kind(index) == "code"), None)
    if made_by is None:
        return annotation_words(listing, indexes)
    return returned_annotations(listing_of(side, listing.code(made_by)))


def listing_of(side: Side, number: int) -> Listing:
    """A part of a side as its instructions are listed."""
    return Listing(side.facts["parts"][number], side.options, name_of_code(side))


def _expression_words(listing: Listing, stretch: Sequence[int]) -> str:
    """What a stretch of a definition evaluates: a simple expression, else instructions."""
    indexes = range(*stretch)
    words = expression(listing, indexes)
    if words:
        return ", ".join(words)
    if [listing.kind(index) for index in indexes[:1]] == ["code"]:
        return listing.argument(indexes[0])
    return stretch_words(listing, stretch)


def _constant(unit: Told, place: Place) -> UnitName:
    before, after = (listing.argument(unit[side][0]) for listing, side in _sides(place))
    return UnitName("constant", before, after)


def _instructions(unit: Told, place: Place) -> UnitName:
    before, after = (stretch_words(listing, unit[side]) for listing, side in _sides(place))
    if before == after:
        before, after = (stretch_words(listing, one) for listing, one in _unlike(unit, place))
    return UnitName(before=before, after=after)


def _unlike(unit: Told, place: Place) -> Iterator[tuple[Listing, Stretch]]:
    """What differs inside of two stretches that begin and end alike, and so would be called alike."""
    stretches = [unit[side] for _, side in _sides(place)]
    texts = [
        [listing.text(index) for index in range(*one)] for listing, one in zip(place.listings, stretches, strict=True)
    ]
    if texts[0] != texts[1]:
        alike = _alike(*texts)
        behind = _alike(*(text[alike:][::-1] for text in texts))
        stretches = [(start + alike, end - behind) for start, end in stretches]
    return zip(place.listings, stretches, strict=True)


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many of two rows are the same from the start on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


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


def _jump(unit: Told, place: Place) -> UnitName:
    before, after = place.listings
    (at, old), (now_at, new) = unit["before"], unit["after"]
    line = after.lines[now_at]
    where = "" if line is None else f" at line {line}"
    was, leads = before.place_name(old), after.place_name(new)
    if was == leads:
        was, leads = (f"{words} ({text})" for words, text in ((was, _at(before, old)), (leads, _at(after, new))))
    return UnitName("jump", both=f"of {before.opname(at)}{where} to {leads} instead of {was}", quoted=False)


def _at(listing: Listing, index: int) -> str:
    return listing.text(index) if index < len(listing.part["rows"]) else "the end"


def _exception_table(unit: Told, place: Place) -> UnitName:
    rows = [exception_rows_of(listing, unit[side]) for listing, side in _sides(place)]
    before, after = (
        "; ".join(map(listing.exception_text, some)) for listing, some in zip(place.listings, rows, strict=True)
    )
    number = max(map(len, rows))
    if before == after:
        name = _counted("exception-table row", number, "", "", quoted=False)
        return name._replace(both=f"{after} covers other instructions")
    return _counted("exception-table row", number, before, after, quoted=False)


def _positions(_unit: Told, _place: Place) -> UnitName:
    return UnitName("positions", several=True)


_NAMES = {
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
