"""The units of an experiment in place: the rows that a listing of the layer has there, with a few around them.

Knows what a probe tells of a unit, and how the layers `code` and `bytecode` show an instruction or an attribute.
Does not know the words for a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, takewhile, zip_longest
from typing import Any, NamedTuple

from ..align.pairs import replaced
from ..cpython import flags, opcodes
from . import values
from .compiled.attributes import LABEL_WIDTH, argument_words
from .compiled.codeobjects import Part
from .compiled.instruction_lines import Listing
from .compiled.instructions import ExceptionRow
from .difference import Line, Mark, Options, Role, Row, Side, Span

CONTEXT = 2
"""How many rows are shown on either side of a unit."""

POSITIONS_SHOWN = 3
"""How many instructions show what a unit of positions changes."""

Sides = tuple[Side, Side]


class Place(NamedTuple):
    """Where a unit stands: the code of both sides, and which instruction before stands for which after.

    `is_own` where it is the target's own code or its definition; `attributes` are the parts as `code` has them,
    `instructions` both sides with all of their parts.
    """

    path: str
    is_own: bool
    listings: tuple[Listing, Listing]
    attributes: tuple[Part, Part]
    versions: tuple[tuple[int, int, int], tuple[int, int, int]]
    partners: Mapping[int, int]
    instructions: Sides


def rows_of(unit: Mapping[str, Any], place: Place) -> Iterator[Row]:
    """Yield the rows that show a unit in place."""
    return _ROWS[unit["kind"]](unit, place)


def _flag_rows(unit: Mapping[str, Any], place: Place) -> Iterator[Row]:
    version = place.versions[1 if unit["after"] else 0]
    for name, number in flags.names(unit["value"], version):
        line = _attribute_line("flags", "flag", f"{name} {number}")
        known = flags.meaning(name, version)
        meaning, link = (known.text, known.link) if known else ("", "")
        yield Row("added", None, line, meaning, link) if unit["after"] else Row("removed", line, None, meaning, link)


def _signature_rows(_unit: Mapping[str, Any], place: Place) -> Iterator[Row]:
    before, after = (", ".join(arguments_of(part)) or "none" for part in place.attributes)
    yield _changed_attribute("arguments", "name", before, after)


def arguments_of(part: Part) -> list[str]:
    """A code object's arguments as its signature has them, whether or not a closure keeps them in cells."""
    return argument_words({**part, "cells": ()})


def _variable_rows(unit: Mapping[str, Any], _place: Place) -> Iterator[Row]:
    for before, after in zip(unit["before"], unit["after"], strict=True):
        yield _changed_attribute("variables", "name", before, after)


def _docstring_rows(unit: Mapping[str, Any], _place: Place) -> Iterator[Row]:
    yield _changed_attribute("docstring", "string", constant_word(unit["before"]), constant_word(unit["after"]))


def constant_word(encoded: values.Encoded | None) -> str:
    """A constant in words; where there is none, it reads as None."""
    return "None" if encoded is None else values.word(encoded)


def _changed_attribute(label: str, role: Role, before: str, after: str) -> Row:
    return Row("changed", _attribute_line(label, role, before), _attribute_line(label, role, after))


def _attribute_line(label: str, role: Role, words: str) -> Line:
    return (Span(f"  {label:<{LABEL_WIDTH}}", "field"), Span(words, role, True))


def _stretch_rows(unit: Mapping[str, Any], place: Place) -> Iterator[Row]:
    """The instructions of both sides, those of one opcode beside each other, with what stands around them."""
    ours, theirs = (range(*(unit[side] or (0, 0))) for side in ("before", "after"))
    before, after = place.listings
    around = _Around(place, unit["before"], unit["after"])
    yield from (_instruction_row(place, i, j) for i, j in around.ahead())
    kinds = [before.opname(i) for i in ours], [after.opname(j) for j in theirs]
    for i, j in replaced(*kinds):
        yield _instruction_row(place, None if i is None else ours[i], None if j is None else theirs[j], inside=True)
    yield from (_instruction_row(place, i, j) for i, j in around.behind())


class _Around:
    """The instructions around a stretch that both sides have."""

    def __init__(self, place: Place, before: Sequence[int] | None, after: Sequence[int] | None) -> None:
        self.partners = place.partners
        stretch = before
        if stretch is None:
            assert after is not None
            backward = {j: i for i, j in place.partners.items()}
            stretch = backward.get(after[0] - 1, -2) + 1, backward.get(after[1], -1)
        self.start, self.end = stretch

    def ahead(self) -> list[tuple[int, int]]:
        """The last few before it, in order."""
        return self._run(range(self.start - 1, self.start - 1 - CONTEXT, -1))[::-1]

    def behind(self) -> list[tuple[int, int]]:
        """The first few behind it."""
        return self._run(range(self.end, self.end + CONTEXT))

    def _run(self, indexes: range) -> list[tuple[int, int]]:
        return [(i, self.partners[i]) for i in takewhile(self.partners.__contains__, indexes)]


def _instruction_row(place: Place, i: int | None, j: int | None, *, inside: bool = False) -> Row:
    before, after = place.listings
    ours = None if i is None else (before.opname(i), before.argument(i))
    theirs = None if j is None else (after.opname(j), after.argument(j))
    mark = _mark(ours, theirs) if inside else "same"
    known = opcodes.meaning((theirs or ours or ("",))[0], place.versions[0 if j is None else 1])
    meaning, link = (known.text, known.link) if known and mark != "same" else ("", "")
    return Row(
        mark,
        None if i is None else before.line(i, theirs, mark != "same"),
        None if j is None else after.line(j, ours, mark != "same"),
        meaning,
        link,
    )


def _mark(ours: tuple[str, str] | None, theirs: tuple[str, str] | None) -> Mark:
    if ours is None:
        return "added"
    if theirs is None:
        return "removed"
    return "same" if ours == theirs else "changed"


def _jump_rows(unit: Mapping[str, Any], place: Place) -> Iterator[Row]:
    i, j = unit["before"][0], unit["after"][0]
    around = _Around(place, (i, i + 1), (j, j + 1))
    yield from (_instruction_row(place, *pair) for pair in around.ahead())
    before, after = place.listings
    yield Row("changed", before.line(i, None, differs=True), after.line(j, None, differs=True))
    yield from (_instruction_row(place, *pair) for pair in around.behind())


def _exception_rows(unit: Mapping[str, Any], place: Place) -> Iterator[Row]:
    before, after = place.listings
    ours = [before.exception_line(row, differs=True) for row in exception_rows_of(before, unit["before"])]
    theirs = [after.exception_line(row, differs=True) for row in exception_rows_of(after, unit["after"])]
    for one, other in zip_longest(ours, theirs):
        yield Row("added" if one is None else "removed" if other is None else "changed", one, other)


def exception_rows_of(listing: Listing, covered: Sequence[ExceptionRow] | None) -> list[ExceptionRow]:
    """The rows of the exception table that cover these stretches the way they are covered."""
    return [
        row
        for row in listing.part["exceptions"]
        if any(row[2:] == list(one[2:]) and row[0] < one[1] and one[0] < row[1] for one in covered or ())
    ]


def _position_rows(_unit: Mapping[str, Any], place: Place) -> Iterator[Row]:
    """The first few instructions that both sides have, made from another place in the source."""
    before, after = (one.with_options(Options(show_positions=True)) for one in place.listings)
    moved = ((i, j) for i, j in place.partners.items() if before.at(i) != after.at(j))
    for i, j in islice(moved, POSITIONS_SHOWN):
        yield Row("changed", before.line(i), after.line(j))


_ROWS: Mapping[str, Callable[[Mapping[str, Any], Place], Iterator[Row]]] = {
    "flag": _flag_rows,
    "signature": _signature_rows,
    "variables": _variable_rows,
    "docstring": _docstring_rows,
    "function_attribute": _stretch_rows,
    "constant": _stretch_rows,
    "instructions": _stretch_rows,
    "jump": _jump_rows,
    "exception_table": _exception_rows,
    "positions": _position_rows,
}
