"""Instructions matched up by meaning, and in words.

Knows the columns that `probe/bytecode.py` reads: meanings, jumps, positions, exception tables.
Does not know which layer asks: a definition's instructions count in `code`, a code object's in `bytecode`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..align import Alignment, align
from ..align.pairs import paired
from . import naming, values
from .codeobjects import Part, PartPair, PartPairs
from .difference import Line, Mark, Options, Role, Span

Meaning = Sequence[Any]
At = tuple[int | None, ...]
ExceptionRow = Sequence[Any]

_VARIABLE_KINDS = frozenset({"local", "locals", "cell", "free"})


@dataclass(frozen=True)
class Pairing:
    """Two parts' instructions side by side: (index before, index after, mark), None where a side has none.

    `exceptions` is the same for the rows of the exception tables.
    """

    rows: tuple[tuple[int | None, int | None, Mark], ...]
    exceptions: tuple[tuple[int | None, int | None, Mark], ...]
    cut_short: bool = False

    @cached_property
    def same(self) -> bool:
        """Is nothing different?"""
        return all(mark == "same" for _, _, mark in (*self.rows, *self.exceptions))


def variables_of(part: Part) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The names of a part's arguments, free variables and other variables, each in order."""
    used = set(part["rows"])
    names: dict[str, None] = {}
    for row, meaning in enumerate(part["table"]):
        if row in used and len(meaning) > 1 and meaning[1] in _VARIABLE_KINDS:
            names.update(dict.fromkeys(meaning[2:]))
    arguments, free = part["names"]["arguments"], part["names"]["free"]
    fixed = {*arguments, *free}
    return arguments, free, [name for name in names if name not in fixed]


def pair_instructions(pair: PartPair, parts: PartPairs, own: tuple[str | None, str | None]) -> Pairing:
    """Match up the instructions of two parts; `own` are the targets' names where they are set aside."""
    before, after = pair.before, pair.after
    assert before is not None
    assert after is not None
    before_own, after_own = own if pair.around_own else (None, None)
    forward = {name: (name, other) for name, other in pair.variables.items()}
    backward = {other: (name, other) for name, other in pair.variables.items()}
    ours = _keys(before, forward, parts.before_codes, before_own)
    theirs = _keys(after, backward, parts.after_codes, after_own)
    if any(name != other for name, other in pair.variables.items()):
        ours, theirs = _in_stable_order(ours, before), _in_stable_order(theirs, after)
    return _Matcher(before, after, align(ours, theirs)).pairing()


def _keys(
    part: Part, variables: Mapping[str, Hashable], codes: Mapping[int, Hashable], own: str | None
) -> list[Hashable]:
    """What each instruction means, comparable between the sides; equal meanings share one tuple."""
    table = [_key(meaning, variables, codes, own) for meaning in part["table"]]
    return [table[row] for row in part["rows"]]


def _key(
    meaning: Meaning, variables: Mapping[str, Hashable], codes: Mapping[int, Hashable], own: str | None
) -> Hashable:
    opname, *argument = meaning
    if not argument:
        return (opname,)
    kind, *words = argument
    if kind in _VARIABLE_KINDS:
        return (opname, *(variables.get(word, word) for word in words))
    if kind == "code":
        return (opname, kind, codes.get(words[0]))
    if kind == "jump":
        return (opname, kind, words[0] is None)
    if kind == "qualname":
        return (opname, kind)
    if own is not None:
        words = [naming.OWN_NAME if _is_own(word, own) else word for word in words]
    return (opname, kind, *(repr(word) if kind == "const" else word for word in words))


def _is_own(word: Any, own: str) -> bool:
    return word in (own, ["str", own])


def _in_stable_order(keys: list[Hashable], part: Part) -> list[Hashable]:
    """The keys with what the compiler sorts by name put in an order that renaming a variable leaves alone.

    Cells are made, and closures put together, in the order of their names (`dictbytype` in CPython's compiler).
    """
    keys = list(keys)
    meanings = [part["table"][row] for row in part["rows"]]
    cells = next((i for i, meaning in enumerate(meanings) if meaning[0] != "MAKE_CELL"), len(keys))
    keys[:cells] = sorted(keys[:cells], key=repr)
    for i in range(2, len(meanings)):
        if meanings[i][1:2] == ["code"] and meanings[i - 1][0] == "BUILD_TUPLE":
            first = max(i - 1 - meanings[i - 1][2], 0)
            if all(len(meaning) > 1 and meaning[1] in _VARIABLE_KINDS for meaning in meanings[first : i - 1]):
                keys[first : i - 1] = sorted(keys[first : i - 1], key=repr)
    return keys


class _Matcher:
    """Two parts' alignment by meaning, with jumps and exception rows compared through it.

    A place in the code is the next matched instruction from there on: one new label moves no other jump.
    """

    def __init__(self, before: Part, after: Part, alignment: Alignment) -> None:
        self.before = before
        self.after = after
        self.alignment = alignment
        self.before_places, self.after_places = _places(alignment, len(before["rows"]), len(after["rows"]))

    def pairing(self) -> Pairing:
        kinds = [[part["table"][row][0] for row in part["rows"]] for part in (self.before, self.after)]
        matched = self._matched_rows()
        rows = [(i, j, _mark(i, j, i in matched)) for i, j in paired(self.alignment, *kinds)]
        return Pairing(tuple(rows), tuple(self._exceptions()), self.alignment.cut_short)

    def _matched_rows(self) -> set[int]:
        """The rows before whose partners mean the same, jump targets included."""
        ours, theirs = _jumps(self.before), _jumps(self.after)
        matched: set[int] = set()
        for tag, i1, i2, j1, _ in self.alignment.blocks:
            if tag == "equal":
                matched.update(range(i1, i2))
                matched.difference_update(
                    i for i in range(i1, i2) if i in ours and not self._same_target(ours[i], theirs[i - i1 + j1])
                )
        return matched

    def _same_target(self, before: int | None, after: int | None) -> bool:
        if before is None or after is None:
            return before is after
        return self.before_places[before] == self.after_places[after]

    def _exceptions(self) -> Iterator[tuple[int | None, int | None, Mark]]:
        ours = [_exception_key(row, self.before_places) for row in self.before["exceptions"]]
        theirs = [_exception_key(row, self.after_places) for row in self.after["exceptions"]]
        alignment = align(ours, theirs)
        for i, j in paired(alignment, [0] * len(ours), [0] * len(theirs)):
            yield i, j, _mark(i, j, i is not None and j is not None and ours[i] == theirs[j])


def _mark(i: int | None, j: int | None, same: bool) -> Mark:
    if i is None:
        return "added"
    if j is None:
        return "removed"
    return "same" if same else "changed"


def _places(alignment: Alignment, n: int, m: int) -> tuple[list[int], list[int]]:
    before, after = [n] * (n + 1), [n] * (m + 1)
    for tag, i1, i2, j1, j2 in alignment.blocks:
        if tag == "equal":
            before[i1:i2] = after[j1:j2] = range(i1, i2)
        else:
            before[i1:i2] = [i2] * (i2 - i1)
            after[j1:j2] = [i2] * (j2 - j1)
    return before, after


def _jumps(part: Part) -> dict[int, int | None]:
    """Row -> target of each jump."""
    targets = {row: meaning[2] for row, meaning in enumerate(part["table"]) if meaning[1:2] == ["jump"]}
    return {i: targets[row] for i, row in enumerate(part["rows"]) if row in targets}


def _exception_key(row: ExceptionRow, places: Sequence[int]) -> Hashable:
    start, end, target, depth, lasti = row
    return places[start], places[end], places[target], depth, lasti


# -- one side in words ------------------------------------------------------------------------------------------------


class Listing:
    """One part's instructions as lines; labels are numbered in the order of their places."""

    def __init__(self, part: Part, options: Options, name_of_code: Callable[[int], str]) -> None:
        self.part = part
        self.options = options
        self.name_of_code = name_of_code
        self.labels = _labels(part)
        self.lines = lines_of(part)
        self._prefixes = dict(part["prefixes"])

    def opname(self, index: int) -> str:
        """The name of an instruction."""
        return str(self._meaning(index)[0])

    def argument(self, index: int) -> str:
        """The argument of an instruction in words, empty where it has none."""
        return "".join(text for text, _ in self._argument(index))

    def text(self, index: int) -> str:
        """An instruction in one line, without its place."""
        return f"{self.opname(index)} {self.argument(index)}".rstrip()

    def line(self, index: int, other: tuple[str, str] | None = None, differs: bool = False) -> Line:
        """An instruction as a line; where it differs, `other` (opname, argument) says which part of it does."""
        opname, argument = self.opname(index), self._argument(index)
        words = "".join(text for text, _ in argument)
        opname_differs = differs and (other is None or other[0] != opname)
        argument_differs = differs and (other is None or other[1] != words)
        spans = [*self._place(index), Span(opname, "opname", opname_differs)]
        if argument:
            spans.append(Span(" " * max(_OPNAME_WIDTH - len(opname), 1)))
        # A jump differs by where it goes, though its label may read the same.
        argument_differs = argument_differs or (differs and not opname_differs)
        spans.extend(Span(text, role, argument_differs) for text, role in argument)
        return (*spans, *self._extra(index))

    def exception_line(self, row: ExceptionRow, differs: bool = False) -> Line:
        """A row of the exception table as a line."""
        return (Span(" " * _PLACE_WIDTH), Span(self.exception_text(row), "label", differs))

    def exception_text(self, row: ExceptionRow) -> str:
        """A row of the exception table in words."""
        start, end, target, depth, lasti = row
        stretch = f"{self._label(start)} to {self._label(end)}"
        return f"{stretch} -> {self._label(target)} [{depth}]{' lasti' if lasti else ''}"

    def at(self, index: int) -> At | None:
        """The source position that an instruction was made from: line, column, end line, end column."""
        if self.part["positions"] is None:
            line = self.lines[index]
            return None if line is None else (line, None, None, None)
        line, end_line, column, end_column = self.part["positions"][index]
        return None if line is None else (line, column, end_line, end_column)

    def _meaning(self, index: int) -> Meaning:
        meaning: Meaning = self.part["table"][self.part["rows"][index]]
        return meaning

    def _argument(self, index: int) -> list[tuple[str, Role]]:
        _, *argument = self._meaning(index)
        if not argument:
            return []
        kind, *words = argument
        if kind == "jump":
            return [("to ", "plain"), (self._label(words[0]), "label")]
        if kind == "code":
            return [(f"<code of {self.name_of_code(words[0])}>", "constant")]
        if kind == "const":
            return [(values.word(words[0]), "string" if words[0][0] == "str" else "constant")]
        if kind == "name":
            name, *flags = words
            return [(name, "name"), (" + " + " + ".join(flags), "plain")] if flags else [(name, "name")]
        return [_word(kind, words)]

    def _label(self, index: int | None) -> str:
        return "outside" if index is None else self.labels.get(index, "the end")

    def _place(self, index: int) -> list[Span]:
        line = self.lines[index]
        starts_line = line is not None and (index == 0 or self.lines[index - 1] != line)
        label = self.labels.get(index)
        spans = [Span(f"{line:>4}" if starts_line else "    ", "number")]
        spans.append(Span(f" {label + ':' if label else '':<5}", "label"))
        if self.options.show_offsets:
            spans.append(Span(f"{self._unit(index) * 2:>5}  ", "number"))
        return spans

    def _extra(self, index: int) -> list[Span]:
        notes = []
        prefixes = self._prefixes.get(index, 0)
        if self.options.show_caches and (caches := self._next_unit(index) - self._unit(index) - 1) > 0:
            notes.append(f"{caches} cache entries" if caches > 1 else "1 cache entry")
        if self.options.show_offsets and prefixes:
            notes.append(f"{prefixes} EXTENDED_ARG before it")
        if self.options.show_positions and (at := self.at(index)) is not None:
            notes.append(_position(at))
        return [Span("  " + "; ".join(notes), "position")] if notes else []

    def _unit(self, index: int) -> int:
        unit: int = self.part["units"][index]
        return unit

    def _next_unit(self, index: int) -> int:
        if index + 1 == len(self.part["units"]):
            return int(self.part["size"])
        return self._unit(index + 1) - int(self._prefixes.get(index + 1, 0))


_PLACE_WIDTH = 10
_OPNAME_WIDTH = 22

_QUOTED_KINDS: Mapping[str, Role] = {
    "local": "name", "locals": "name", "cell": "name", "free": "name", "number": "number", "common": "name",
    "special": "name", "compare": "punctuation", "binary": "punctuation", "qualname": "string",
}


def _word(kind: str, words: Sequence[Any]) -> tuple[str, Role]:
    role = _QUOTED_KINDS.get(kind, "plain")
    if kind == "qualname":
        return values.word(["str", *words]), role
    return values.printable(", ".join(str(word) for word in words)), role


def _position(at: At) -> str:
    line, column, end_line, end_column = at
    if column is None:
        return f"line {line}"
    return f"{line}:{column}-{end_line}:{end_column}"


def lines_of(part: Part) -> Sequence[int | None]:
    """The line of each instruction."""
    if part["positions"] is None:
        lines: Sequence[int | None] = part["lines"]
        return lines
    return [position[0] for position in part["positions"]]


def _labels(part: Part) -> dict[int, str]:
    places = {target for target in _jumps(part).values() if target is not None}
    for start, end, target, _, _ in part["exceptions"]:
        places.update((start, end, target))
    places.discard(len(part["rows"]))
    return {place: f"L{number}" for number, place in enumerate(sorted(places), 1)}


def moved_by_layout(real: Part, neutral: Part) -> tuple[Part, int]:
    """The neutral part with the positions of the real one, and how many instructions layout alone added or changed."""
    alignment = align(_plain_keys(real), _plain_keys(neutral))
    lines: list[int | None] = [None] * len(neutral["rows"])
    positions: list[At] = [(None, None, None, None)] * len(neutral["rows"])
    moved = 0
    real_lines = lines_of(real)
    for tag, i1, i2, j1, j2 in alignment.blocks:
        if tag == "equal":
            lines[j1:j2] = real_lines[i1:i2]
            positions[j1:j2] = real["positions"][i1:i2] if real["positions"] is not None else positions[j1:j2]
        else:
            moved += max(i2 - i1, j2 - j1)
    columns = None if real["positions"] is None else positions
    return {**neutral, "positions": columns, "lines": lines}, moved


def _plain_keys(part: Part) -> list[Hashable]:
    # Nested code objects and jump targets have other numbers in another compilation.
    table: list[Hashable] = [
        tuple(meaning[:2]) if meaning[1:2] in (["jump"], ["code"]) else repr(meaning) for meaning in part["table"]
    ]
    return [table[row] for row in part["rows"]]


# -- without a tree -----------------------------------------------------------------------------------------------------

_FUSED = frozenset(
    {"LOAD_FAST_LOAD_FAST", "LOAD_FAST_BORROW_LOAD_FAST_BORROW", "STORE_FAST_LOAD_FAST", "STORE_FAST_STORE_FAST"}
)


def normal_form(part: Part) -> Part:
    """The part without what layout may decide: NOPs, two instructions fused into one, borrowed references."""
    table: list[Meaning] = []
    numbers: dict[str, int] = {}
    rows: list[int] = []
    new_index: list[int] = []
    jumps: list[tuple[int, Meaning]] = []
    for row in part["rows"]:
        new_index.append(len(rows))
        for meaning in _unfused(part["table"][row]):
            if meaning[1:2] == ["jump"]:
                jumps.append((len(rows), meaning))
            number = numbers.setdefault(repr(meaning), len(table))
            if number == len(table):
                table.append(meaning)
            rows.append(number)
    new_index.append(len(rows))
    for at, (opname, kind, target) in jumps:
        rows[at] = len(table)
        table.append([opname, kind, None if target is None else new_index[target]])
    exceptions = [[*(new_index[place] for place in row[:3]), *row[3:]] for row in part["exceptions"]]
    return {**part, "table": table, "rows": rows, "exceptions": exceptions}


def _unfused(meaning: Meaning) -> list[Meaning]:
    opname, *argument = meaning
    if opname == "NOP":
        return []
    if opname in _FUSED:
        return [[half.replace("_BORROW", ""), "local", name] for half, name in zip(_halves(opname), argument[1:])]
    return [[opname.replace("_BORROW", ""), *argument]]


def _halves(opname: str) -> tuple[str, str]:
    words = opname.split("_")
    second = max(at for at, word in enumerate(words) if word in ("LOAD", "STORE"))
    return "_".join(words[:second]), "_".join(words[second:])
