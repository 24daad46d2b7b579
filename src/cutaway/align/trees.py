"""Two trees matched up: equal subtrees found at once, lists aligned, one difference a place.

Knows nodes with a kind and fields. Iterative throughout: a chain of 100,000 nodes is no reason to fail.
Does not know what the kinds and fields of a syntax tree mean, nor how a difference is worded.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from .pairs import Pair, paired, side_by_side
from .sequences import align, stands_reversed

Path = tuple[str | int, ...]
"""Field names and list indexes from the root to a place; of a very deep one only the last, behind an ellipsis."""

_LONGEST_PATH = 64

# A path while the search goes on: () for the root, else (the path of what holds it, name or index). Whole tuples
# would take quadratic time and space in a chain of 100,000 nodes.
_Steps = tuple[Any, ...]


class Tree(NamedTuple):
    """A tree as rows. `values[n][f]` belongs to the field `fields[n][f]` of node `n`.

    A value is a `Child`, a list of values, or any hashable leaf. Rows of children come after their parent's.
    """

    kinds: Sequence[str]
    fields: Sequence[tuple[str, ...]]
    values: Sequence[Sequence[Any]]


class Child(int):
    """The row of a child node, which keeps it apart from a leaf that is a number."""

    __slots__ = ()


class Difference(NamedTuple):
    """One place that differs.

    `what` is "kind" (a node became one of another kind with the same fields), "node" (a node came, went, or was
    replaced) or "value" (a leaf, a list against a leaf). `before` and `after` are the values there, None where a side
    has nothing; `before_path` and `after_path` differ behind an insertion, and are None where a side has no such place.
    The holders are the nodes whose field it is.
    """

    what: str
    before_path: Path | None
    after_path: Path | None
    before: Any
    after: Any
    before_holder: int = 0
    after_holder: int = 0

    @property
    def mirrored(self) -> Difference:
        """The same difference seen from the other side."""
        return Difference(
            self.what,
            self.after_path,
            self.before_path,
            self.after,
            self.before,
            self.after_holder,
            self.before_holder,
        )


class _Place(NamedTuple):
    """Two values that may differ, and where they stand; None for a path where a side has no such place."""

    before_steps: _Steps | None
    after_steps: _Steps | None
    before: Any
    after: Any
    before_holder: int = 0
    after_holder: int = 0

    def differs_as(self, what: str) -> Difference:
        return Difference(
            what,
            _path(self.before_steps),
            _path(self.after_steps),
            self.before,
            self.after,
            self.before_holder,
            self.after_holder,
        )


def _path(steps: _Steps | None) -> Path | None:
    if steps is None:
        return None
    parts: list[str | int] = []
    while steps and len(parts) < _LONGEST_PATH:
        steps, part = steps
        parts.append(part)
    if steps:
        parts.append("…")
    return tuple(reversed(parts))


class Matching(NamedTuple):
    """All differences in order of the trees, and which nodes stand beside which below unequal pairs."""

    differences: list[Difference]
    lists: dict[tuple[int, int, int], list[Pair]]
    """(node before, node after, field number) -> the items of that list field beside each other."""
    cut_short: bool
    digests: tuple[Sequence[int], Sequence[int]]
    """A number for each node before and after: equal numbers, equal subtrees."""

    def equal(self, i: int, j: int) -> bool:
        """Whether all below two nodes is equal, and they themselves."""
        return self.digests[0][i] == self.digests[1][j]


def match(before: Tree, after: Tree) -> Matching:
    """Match up two trees from their roots (row 0). `match(b, a)` is the mirror image of `match(a, b)`."""
    if stands_reversed(_rows(before), _rows(after)):
        turned = _Matcher(after, before).matching()
        lists = {(j, i, number): [(b, a) for a, b in pairs] for (i, j, number), pairs in turned.lists.items()}
        return Matching([found.mirrored for found in turned.differences], lists, turned.cut_short, turned.digests[::-1])
    return _Matcher(before, after).matching()


def _rows(tree: Tree) -> list[tuple[str, Sequence[Any]]]:
    return list(zip(tree.kinds, tree.values, strict=True))


class Digests:
    """Numbers for subtrees: equal numbers, equal subtrees. One table serves all trees that are to be compared."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def of(self, tree: Tree) -> list[int]:
        """A number for each node of the tree."""
        numbers = self._numbers
        digests = [0] * len(tree.kinds)
        for node in range(len(tree.kinds) - 1, -1, -1):
            key = (tree.kinds[node], *[digest_of(value, digests) for value in tree.values[node]])
            digests[node] = numbers.setdefault(key, len(numbers))
        return digests


def digest_of(value: Any, digests: Sequence[int]) -> Hashable:
    """What stands for a value in its parent's digest: a child by its number, a leaf by type and value."""
    kind = type(value)
    if kind is Child:
        number: int = digests[value]
        return number
    if kind is list:
        return tuple([digest_of(item, digests) for item in value])
    return None if value is None else (kind, value)


class _Matcher:
    """The search for differences, with a stack of places that are still to be looked at."""

    def __init__(self, before: Tree, after: Tree) -> None:
        digests = Digests()
        self.before = before
        self.after = after
        self.before_digests = digests.of(before)
        self.after_digests = digests.of(after)
        self.lists: dict[tuple[int, int, int], list[Pair]] = {}
        self.cut_short = False

    def matching(self) -> Matching:
        differences: list[Difference] = []
        pending = [_Place((), (), Child(0), Child(0))]
        while pending:
            found, deeper = self._looked_at(pending.pop())
            differences.extend(found)
            pending.extend(reversed(deeper))
        return Matching(differences, self.lists, self.cut_short, (self.before_digests, self.after_digests))

    def _looked_at(self, place: _Place) -> tuple[list[Difference], list[_Place]]:
        """The differences at one place, and the places below it that may differ."""
        i, j = place.before, place.after
        if self._equal(place):
            return [], []
        if type(i) is not Child and type(j) is not Child:
            return [place.differs_as("value")], []
        if not (type(i) is Child and type(j) is Child) or self.before.fields[i] != self.after.fields[j]:
            return [place.differs_as("node")], []
        became = self.before.kinds[i] != self.after.kinds[j]
        return ([place.differs_as("kind")] if became else []), self._below(place)

    def _equal(self, place: _Place) -> bool:
        if place.before_steps is None or place.after_steps is None:
            return False
        return digest_of(place.before, self.before_digests) == digest_of(place.after, self.after_digests)

    def _below(self, place: _Place) -> list[_Place]:
        i, j = place.before, place.after
        below: list[_Place] = []
        for number, name in enumerate(self.before.fields[i]):
            old, new = self.before.values[i][number], self.after.values[j][number]
            field_place = _Place((place.before_steps, name), (place.after_steps, name), old, new, i, j)
            if type(old) is list and type(new) is list:
                pairs = self.lists[i, j, number] = self._paired(old, new)
                below.extend(_items(field_place, pairs))
            else:
                below.append(field_place)
        return below

    def _paired(self, old: list[Any], new: list[Any]) -> list[Pair]:
        """The items of two lists beside each other: equal ones, then alike ones, then those with the same fields."""
        if len(old) == len(new) == 1:
            return [(0, 0)]  # whatever they are, nothing else can stand beside them
        old_keys = [digest_of(item, self.before_digests) for item in old]
        new_keys = [digest_of(item, self.after_digests) for item in new]
        alignment = align(old_keys, new_keys)
        self.cut_short = self.cut_short or alignment.cut_short
        pairs: list[Pair] = []
        for tag, i1, i2, j1, j2 in alignment.blocks:
            if tag == "replace":
                pairs.extend(self._replaced(old, i1, i2, new, j1, j2))
            else:
                pairs.extend(side_by_side(i1, i2, j1, j2))
        return pairs

    def _replaced(self, old: list[Any], i1: int, i2: int, new: list[Any], j1: int, j2: int) -> Iterator[Pair]:
        sketches = align(
            [_sketch(self.before, item, self.before_digests) for item in old[i1:i2]],
            [_sketch(self.after, item, self.after_digests) for item in new[j1:j2]],
        )
        shapes = [_shape(self.before, item) for item in old[i1:i2]], [_shape(self.after, item) for item in new[j1:j2]]
        for i, j in paired(sketches, *shapes):
            yield (None if i is None else i1 + i), (None if j is None else j1 + j)


def _items(whole: _Place, pairs: list[Pair]) -> Iterator[_Place]:
    """The items of two lists as places of their own."""
    for i, j in pairs:
        yield _Place(
            None if i is None else (whole.before_steps, i),
            None if j is None else (whole.after_steps, j),
            None if i is None else whole.before[i],
            None if j is None else whole.after[j],
            whole.before_holder,
            whole.after_holder,
        )


def _shape(tree: Tree, item: Any) -> Hashable:
    """Its field names: nodes with the same ones can become each other."""
    return tree.fields[item] if type(item) is Child else None


def _sketch(tree: Tree, item: Any, digests: Sequence[int]) -> Hashable:
    """What makes two unequal items the same thing, edited: their fields, and the name or target that comes first.

    A definition keeps its name, an assignment its targets, a call its function, while the rest changes.
    """
    if type(item) is not Child:
        return digest_of(item, digests)
    first = tree.values[item][0] if tree.values[item] else None
    if type(first) is Child and tree.values[first]:
        return tree.fields[item], tree.kinds[first], digest_of(tree.values[first][0], digests)
    return tree.fields[item], digest_of(first, digests)
