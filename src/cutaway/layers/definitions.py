"""What differs about how functions and classes are made: defaults, decorators, bases and such, each told of its own.

Knows the facts of `code` and `bytecode`, and where in them these are made (`probe/making.py`). Does not know what
else differs: the two layers tell that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from .bytecode import compared_part
from .compiled.attribute_changes import attribute_changes
from .compiled.codeobjects import Part, PartPair, PartPairs, pair_parts
from .compiled.disassembly import ComparedPart
from .compiled.expressions import arguments
from .compiled.instructions import comparable, jumps, variables_of
from .compiled.layout import without_layout
from .difference import Change, Side
from .unit_words import attribute_words, listing_of

Sides = tuple[Side, Side]
Made = Mapping[str, Any]
"""Where a function or class is made, as the probe tells it."""

FIELDS = ("__defaults__", "__kwdefaults__", "__annotations__", "decorators", "bases", "__closure__")
"""What a definition gives a function, in the order in which the first difference is looked for."""

TYPE_PARAMETERS = "__type_params__"
_VARIABLES = frozenset({"local", "locals", "cell", "free"})


class Definitions(NamedTuple):
    """What definitions add to what the layers tell, by qualified name.

    `functions`: the first difference in how a function is made. `around`: of the code that makes such functions, the
    first difference that is none of theirs, None where there is none. `inside`: code that is only there to make
    functions (the one that computes annotations, that of type parameters), told of them.
    """

    functions: Mapping[str, Change]
    around: Mapping[str, Change | None]
    inside: frozenset[str]


def compare(code: Sides, bytecode: Sides, made: tuple[Sequence[Made], Sequence[Made]]) -> Definitions:
    """What differs about the functions that both sides make; `made` is of the code without positions."""
    if not (made[0] and made[1]):
        return Definitions({}, {}, frozenset())
    return _Compared(code, bytecode, made).definitions()


class _Both(NamedTuple):
    """A place where both sides make a function: how, on each, and the pair of the function's code."""

    pair: PartPair
    made: tuple[Made, Made]

    @property
    def makers(self) -> tuple[int, int]:
        return self.made[0]["maker"], self.made[1]["maker"]

    @property
    def qualname(self) -> str:
        return str(self.made[0]["qualname"])


class _Compared:
    """Two sides' code without layout, its parts matched up."""

    def __init__(self, code: Sides, bytecode: Sides, made: tuple[Sequence[Made], Sequence[Made]]) -> None:
        self._code = None if any("neutral" not in side.facts for side in code) else _settled(code)
        self._sides = _settled(bytecode)
        self._parts: PartPairs = pair_parts(self._sides[0].facts, self._sides[1].facts, variables_of)
        self._pairs = {(pair.before_index, pair.after_index): pair for pair in self._parts.pairs}
        self._comparable: dict[tuple[int, int], tuple[list[Hashable], list[Hashable]]] = {}
        self._both = list(self._made_on_both(*made))

    def _made_on_both(self, before: Sequence[Made], after: Sequence[Made]) -> Iterator[_Both]:
        partner = {pair.before_index: pair.after_index for pair in self._parts.pairs}
        left = _by_place(after)
        for one in before:
            pair = self._pairs.get((one["part"], partner.get(one["part"])))
            others = left.get((partner.get(one["part"]), partner.get(one["maker"])))
            if pair is not None and others:
                yield _Both(pair, (one, others.pop(0)))

    def definitions(self) -> Definitions:
        inside: set[tuple[int, int]] = set()
        functions: dict[str, Change] = {}
        for both in self._both:
            change = self._first_difference(both)
            inside.update(self._only_for(both))
            if change is not None:
                functions.setdefault(both.qualname, change)
        around = {name: change for name, change in self._around() if name not in self._shared}
        return Definitions(functions, around, self._names_of_none_but(inside))

    # -- names: a property's getter and setter share one, and so do a class's annotations and its methods'

    @cached_property
    def _shared(self) -> frozenset[str]:
        """The names that several parts of a side have: what is known of one of them says nothing of the others."""
        counted = (Counter(part["qualname"] for part in side.facts["parts"]) for side in self._sides)
        return frozenset(name for names in counted for name, count in names.items() if count > 1)

    def _names_of_none_but(self, parts: set[tuple[int, int]]) -> frozenset[str]:
        """The names that these parts have, of (side, number), and no others."""
        names: dict[bool, set[str]] = {True: set(), False: set()}
        for side, facts in enumerate(one.facts for one in self._sides):
            for number, part in enumerate(facts["parts"]):
                names[(side, number) in parts].add(part["qualname"])
        return frozenset(names[True] - names[False])

    # -- a function

    def _first_difference(self, both: _Both) -> Change | None:
        field = next((field for field in FIELDS if not self._same(both, field)), None)
        path = both.qualname
        if field is not None:
            before, after = self._words(both, field)
            return Change("attribute", f"{path}.{field}", before, after, name=field)
        generic = self._generic(both)
        if generic is None or generic.same:
            return None
        first = self._first_outside(generic, owned=(set(), set()))
        before, after = (None, None) if first is None else (first.before, first.after)
        return Change("attribute", f"{path}.{TYPE_PARAMETERS}", before, after, name=TYPE_PARAMETERS)

    def _same(self, both: _Both, field: str) -> bool:
        ours, theirs = (made["values"].get(field) for made in both.made)
        if ours is None or theirs is None:
            return ours is theirs
        pair = self._pairs.get((ours[0], theirs[0]))
        if pair is None:
            return False
        keys = self._keys(pair)
        meanings = [
            _meanings(keys[side], part, value[1:])
            for side, (part, value) in enumerate(zip(pair.both, (ours, theirs), strict=True))
        ]
        return meanings[0] == meanings[1] and (field != "__annotations__" or self._annotate_is_same(both))

    def _annotate_is_same(self, both: _Both) -> bool:
        compared = self._annotate(both)
        return compared is None or compared.same

    def _annotate(self, both: _Both) -> ComparedPart | None:
        """The function that computes the annotations, compared (PEP 649); None where a side has none."""
        numbers = [self._annotate_number(side, made) for side, made in enumerate(both.made)]
        pair = None if None in numbers else self._pairs.get((numbers[0], numbers[1]))
        return None if pair is None else compared_part(pair, self._parts, *self._sides)

    def _annotate_number(self, side: int, made: Made) -> int | None:
        value = made["values"].get("__annotations__")
        if value is None:
            return None
        part = self._sides[side].facts["parts"][value[0]]
        loaded = (part["table"][row] for row in part["rows"][value[1] : value[2]])
        return next((meaning[2] for meaning in loaded if meaning[1:2] == ["code"]), None)

    def _generic(self, both: _Both) -> ComparedPart | None:
        """The code of the type parameters, compared; None where a side has none (PEP 695)."""
        pair = self._pairs.get((both.made[0]["generic"], both.made[1]["generic"]))
        return None if pair is None or pair.is_one_sided else compared_part(pair, self._parts, *self._sides)

    def _only_for(self, both: _Both) -> Iterator[tuple[int, int]]:
        """The code that is there for this function alone: (side, number)."""
        for side, made in enumerate(both.made):
            for number in (self._annotate_number(side, made), made["generic"]):
                if number is not None:
                    yield side, number

    def _words(self, both: _Both, field: str) -> tuple[str | None, str | None]:
        before, after = (self._words_of(side, field, made) for side, made in enumerate(both.made))
        if before != after:
            return before or None, after or None
        # What is too long to be read as an expression: the first instruction of it that differs.
        annotate = self._annotate(both) if field == "__annotations__" else None
        if annotate is not None and not annotate.same:
            change = next(annotate.changes())
            return change.before, change.after
        return self._first_instructions(both, field)

    def _words_of(self, side: int, field: str, made: Made) -> str:
        value = made["values"].get(field)
        if value is None:
            return ""
        listing = listing_of(self._sides[side], value[0])
        bases = arguments(listing, range(*value[1:])) if field == "bases" else None
        return attribute_words(field, self._sides[side], listing, value[1:]) if bases is None else ", ".join(bases)

    def _first_instructions(self, both: _Both, field: str) -> tuple[str | None, str | None]:
        values = [made["values"][field] for made in both.made]
        keys = self._keys(self._pairs[values[0][0], values[1][0]])
        lengths = [end - start for _, start, end in values]
        at = next(
            (at for at in range(min(lengths)) if keys[0][values[0][1] + at] != keys[1][values[1][1] + at]), min(lengths)
        )
        texts = [
            listing_of(self._sides[side], number).text(start + at) if start + at < end else None
            for side, (number, start, end) in enumerate(values)
        ]
        return texts[0], texts[1]

    def _keys(self, pair: PartPair) -> tuple[list[Hashable], list[Hashable]]:
        assert pair.before_index is not None
        assert pair.after_index is not None
        numbers = pair.before_index, pair.after_index
        if numbers not in self._comparable:
            self._comparable[numbers] = comparable(pair, self._parts)
        return self._comparable[numbers]

    # -- the code around functions

    def _around(self) -> Iterator[tuple[str, Change | None]]:
        """The first difference of each code object that makes functions, but for what belongs to them."""
        by_maker: dict[tuple[int, int], list[_Both]] = {}
        for both in self._both:
            by_maker.setdefault(both.makers, []).append(both)
        for makers, made in by_maker.items():
            pair = self._pairs.get(makers)
            if pair is None:
                continue
            around = _Around(pair, made)
            is_same = around.is_same(self._keys(pair))
            change = self._first_attribute(pair, around.owned, but_for="local" if is_same else "")
            if change is None and not is_same:
                change = self._first_outside(compared_part(pair, self._parts, *self._sides), around.owned)
            # What differs only in the order in which functions are made stays as the layers tell it.
            if change is not None or is_same:
                yield str(pair.present["qualname"]), change

    def _first_attribute(self, pair: PartPair, owned: tuple[set[int], set[int]], *, but_for: str) -> Change | None:
        """The first attribute that differs, of what the instructions outside of `owned` use; none of one kind."""
        if self._code is None or pair.before_index is None or pair.after_index is None:
            return None
        numbers = pair.before_index, pair.after_index
        ours, theirs = (
            {**self._code[side].facts["parts"][number], **_used(pair.both[side], owned[side])}
            for side, number in enumerate(numbers)
        )
        found = attribute_changes(pair._replace(before=ours, after=theirs), self._code)
        return next((change for change in found if change.kind != but_for), None)

    def _first_outside(self, compared: ComparedPart, owned: tuple[set[int], set[int]]) -> Change | None:
        """The first instruction, or row of the exception table, that differs outside of `owned`."""
        assert compared.pairing is not None
        differing = [(i, j) for i, j, mark in compared.pairing.rows if mark != "same"]
        for at, change in enumerate(compared.changes()):
            if at >= len(differing):
                return change
            i, j = differing[at]
            if i not in owned[0] and j not in owned[1]:
                return change
        return None


class _Around:
    """A pair of code objects without the stretches that make the functions that both of them make."""

    def __init__(self, pair: PartPair, made: Sequence[_Both]) -> None:
        self._pair = pair
        self._stretches = [
            {start: (end, number) for number, both in enumerate(made) for start, end in [both.made[side]["bounds"]]}
            for side in (0, 1)
        ]

    @cached_property
    def owned(self) -> tuple[set[int], set[int]]:
        """The rows of each side that make functions."""
        ours, theirs = (
            {row for start, (end, _) in stretches.items() for row in range(start, end)} for stretches in self._stretches
        )
        return ours, theirs

    def is_same(self, keys: tuple[list[Hashable], list[Hashable]]) -> bool:
        """Whether all the rest is the same, and the functions are made in the same order."""
        before, after = (self._rest(side, keys[side]) for side in (0, 1))
        return before == after

    def _rest(self, side: int, keys: Sequence[Hashable]) -> tuple[list[Hashable], list[Hashable]]:
        part = self._pair.both[side]
        stretches = self._stretches[side]
        places: list[int] = []
        rest: list[Hashable] = []
        for row, key in enumerate(keys):
            places.append(len(rest))
            if row in stretches:
                rest.append(("made", stretches[row][1]))
            elif row not in self.owned[side]:
                rest.append(key)
        places.append(len(rest))
        for row, target in jumps(part).items():
            if row not in self.owned[side]:
                rest[places[row]] = (rest[places[row]], None if target is None else places[target])
        table = [(*(places[place] for place in row[:3]), *row[3:]) for row in part["exceptions"]]
        return rest, list(table)


def _by_place(made: Sequence[Made]) -> dict[tuple[int | None, int | None], list[Made]]:
    """What is made by (part, maker), in order."""
    found: dict[tuple[int | None, int | None], list[Made]] = {}
    for one in made:
        found.setdefault((one["part"], one["maker"]), []).append(one)
    return found


def _settled(sides: Sides) -> Sides:
    before, after = (without_layout(side)[0] for side in sides)
    return before, after


def _meanings(keys: Sequence[Hashable], part: Part, bounds: Sequence[int]) -> list[Hashable]:
    """What the instructions of a stretch mean, jumps by how far into it they lead."""
    start, end = bounds
    targets = jumps(part)
    return [(keys[row], None if targets.get(row) is None else targets[row] - start) for row in range(start, end)]  # type: ignore[operator]


def _used(part: Part, owned: set[int]) -> dict[str, list[Any]]:
    """The constants, names and variables that instructions outside of `owned` use, as the layer `code` has them."""
    used = {row for at, row in enumerate(part["rows"]) if at not in owned}
    meanings = [meaning for row, meaning in enumerate(part["table"]) if row in used and len(meaning) > 1]
    constants = {repr(meaning[2]): meaning[2] for meaning in meanings if meaning[1] == "const"}
    names = {meaning[2]: None for meaning in meanings if meaning[1] == "name"}
    variables = {name: None for meaning in meanings if meaning[1] in _VARIABLES for name in meaning[2:]}
    return {"constants": list(constants.values()), "names": list(names), "variables": list(variables)}
