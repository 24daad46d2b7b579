"""Instructions matched up by meaning.

Knows the columns that `probe/bytecode.py` reads: meanings, jumps, positions, exception tables.
Does not know which layer asks: a definition's instructions count in `code`, a code object's in `bytecode`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...align import Alignment, align
from ...align.pairs import paired
from .. import naming
from ..difference import Mark
from .codeobjects import Part, PartPair, PartPairs, Variables

Meaning = Sequence[Any]
ExceptionRow = Sequence[Any]

_VARIABLE_KINDS = frozenset({"local", "locals", "cell", "free"})


class Pairing(NamedTuple):
    """Two parts' instructions side by side: (index before, index after, mark), None where a side has none.

    `exceptions` is the same for the rows of the exception tables; `same` says that nothing differs.
    """

    rows: tuple[tuple[int | None, int | None, Mark], ...]
    exceptions: tuple[tuple[int | None, int | None, Mark], ...]
    same: bool
    cut_short: bool = False


def variables_of(part: Part) -> Variables:
    """The names of the variables that a part's instructions use."""
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
    before, after = pair.both
    if _own_around(pair, own) == (None, None) and _plainly_equal(pair, parts):
        return _all_same(before)
    return _Matcher(before, after, align_instructions(pair, parts, own)).pairing()


def align_instructions(pair: PartPair, parts: PartPairs, own: tuple[str | None, str | None]) -> Alignment:
    """Match up the instructions of two parts, wherever their jumps lead and whatever covers them."""
    return align(*comparable(pair, parts, own))


def comparable(
    pair: PartPair, parts: PartPairs, own: tuple[str | None, str | None] = (None, None)
) -> tuple[list[Hashable], list[Hashable]]:
    """What each instruction of two parts means, equal where it means the same on both sides; no jump's target."""
    before, after = pair.both
    before_own, after_own = _own_around(pair, own)
    forward = {name: (name, other) for name, other in pair.variables.items()}
    backward = {other: (name, other) for name, other in pair.variables.items()}
    ours = _keys(before, forward, parts.before_codes, before_own)
    theirs = _keys(after, backward, parts.after_codes, after_own)
    if any(name != other for name, other in pair.variables.items()):
        return _in_stable_order(ours, before), _in_stable_order(theirs, after)
    return ours, theirs


def _own_around(pair: PartPair, own: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    return own if pair.around_own else (None, None)


def _plainly_equal(pair: PartPair, parts: PartPairs) -> bool:
    """Are the columns themselves equal? Of two large files, nearly all parts are."""
    before, after = pair.both
    if any(before[column] != after[column] for column in ("rows", "table", "exceptions")):
        return False
    made = (meaning[2] for meaning in before["table"] if meaning[1:2] == ["code"])
    codes = all(parts.before_codes.get(number) == parts.after_codes.get(number) for number in made)
    return codes and all(name == other for name, other in pair.variables.items())


def _all_same(part: Part) -> Pairing:
    rows, exceptions = ([(i, i) for i in range(len(part[column]))] for column in ("rows", "exceptions"))
    return Pairing(tuple((i, j, "same") for i, j in rows), tuple((i, j, "same") for i, j in exceptions), same=True)


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
        rows = tuple((i, j, _mark(i, j, i in matched)) for i, j in paired(self.alignment, *kinds))
        exceptions = tuple(self._exceptions())
        same = all(mark == "same" for _, _, mark in (*rows, *exceptions))
        return Pairing(rows, exceptions, same, self.alignment.cut_short)

    def _matched_rows(self) -> set[int]:
        """The rows before whose partners mean the same, jump targets included."""
        ours, theirs = jumps(self.before), jumps(self.after)
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


def jumps(part: Part) -> dict[int, int | None]:
    """Row -> target of each jump."""
    targets = {row: meaning[2] for row, meaning in enumerate(part["table"]) if meaning[1:2] == ["jump"]}
    return {i: targets[row] for i, row in enumerate(part["rows"]) if row in targets}


def _exception_key(row: ExceptionRow, places: Sequence[int]) -> Hashable:
    start, end, target, depth, lasti = row
    return places[start], places[end], places[target], depth, lasti
