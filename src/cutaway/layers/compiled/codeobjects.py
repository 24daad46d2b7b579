"""The parts of two targets matched up: code objects by name, variables one to one.

Knows the facts that the layers `code` and `bytecode` share: parts with a parent, a name and variables.
Does not know attributes or instructions, nor which difference counts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ...align import align
from .. import naming
from ..difference import Side

Part = Mapping[str, Any]


class PartPair(NamedTuple):
    """A part of each side, None where a side has none; `variables` pairs the names of before with those of after."""

    before: Part | None
    after: Part | None
    before_index: int | None
    after_index: int | None
    variables: Mapping[str, str]
    around_own: bool = False

    @property
    def present(self) -> Part:
        """The part of the side before, or that of the side after where there is no other."""
        part = self.before if self.before is not None else self.after
        assert part is not None
        return part

    @property
    def both(self) -> tuple[Part, Part]:
        """The parts of both sides, which must be there."""
        assert self.before is not None
        assert self.after is not None
        return self.before, self.after

    @property
    def is_one_sided(self) -> bool:
        """Did it come or go as a whole?"""
        return self.before is None or self.after is None

    @property
    def is_definition(self) -> bool:
        """Is it the stretch of instructions that defines the target?"""
        return bool(self.present["kind"] == "definition")


class PartPairs(NamedTuple):
    """Every part of two targets, in order, with the number of its pair for each code object."""

    pairs: tuple[PartPair, ...]
    before_codes: Mapping[int, Hashable]
    after_codes: Mapping[int, Hashable]


class CameOrWent:
    """The code objects that came or went as a whole, and so all that they make."""

    def __init__(self, pairs: Iterable[PartPair]) -> None:
        self._codes = {
            (pair.before_index, pair.after_index) for pair in pairs if pair.is_one_sided and not pair.is_definition
        }

    def around(self, pair: PartPair) -> bool:
        """Is a part made by one of them?"""
        parent = pair.present["parent"]
        if parent is None or not pair.is_one_sided:
            return False
        return ((parent, None) if pair.after is None else (None, parent)) in self._codes


IndexPair = tuple[int | None, int | None]

Variables = tuple[Sequence[str], Sequence[str], Sequence[str]]
"""The names of arguments, of free variables, and of what else instructions use, each in order."""


def pair_parts(
    before: Mapping[str, Any], after: Mapping[str, Any], variables: Callable[[Part], Variables]
) -> PartPairs:
    """Match up two sides' parts; `variables` gives the names that a part uses."""
    matched = _in_order(matched_parts(before, after), before["parts"], after["parts"])
    around = set(_around(before["parts"], before["own"])), set(_around(after["parts"], after["own"]))
    pairs: list[PartPair] = []
    by_before: dict[int, Mapping[str, str]] = {}
    for i, j in matched:
        one = None if i is None else before["parts"][i]
        other = None if j is None else after["parts"][j]
        names: Mapping[str, str] = {}
        if one is not None and other is not None and i is not None:
            outer = by_before.get(one["parent"], {}) if one["parent"] is not None else {}
            names = by_before[i] = pair_variables(variables(one), variables(other), outer)
        pairs.append(PartPair(one, other, i, j, names, i in around[0] or j in around[1]))
    return PartPairs(tuple(pairs), *_numbers(matched))


def _numbers(matched: Sequence[IndexPair]) -> tuple[dict[int, Hashable], dict[int, Hashable]]:
    """What stands for a code object in an instruction: the number of its pair; a side's own where it has no partner."""
    before: dict[int, Hashable] = {}
    after: dict[int, Hashable] = {}
    for number, (i, j) in enumerate(matched):
        if i is not None:
            before[i] = number if j is not None else ("before", i)
        if j is not None:
            after[j] = number if i is not None else ("after", j)
    return before, after


def matched_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[int, int]:
    """Index before -> index after: the targets' own first, then from the outside inward by name."""
    ours, theirs = before["parts"], after["parts"]
    found = {before["own"]: after["own"]}
    around = _around(ours, before["own"]), _around(theirs, after["own"])
    if len(around[0]) == len(around[1]):
        # The code object of type parameters is named after the target, whose name may be set aside.
        found.update(zip(*around, strict=True))
    if ours[0]["kind"] == theirs[0]["kind"]:
        found.setdefault(0, 0)
    our_children, their_children = _children(ours), _children(theirs)
    taken = set(found.values())
    pending = list(found.items())
    while pending:
        i, j = pending.pop()
        fresh_ours = [child for child in our_children.get(i, ()) if child not in found]
        fresh_theirs = [child for child in their_children.get(j, ()) if child not in taken]
        paired = _pair_siblings(ours, theirs, fresh_ours, fresh_theirs)
        found.update(paired)
        taken.update(paired.values())
        pending.extend(paired.items())
    return found


def _children(parts: Sequence[Part]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for index, part in enumerate(parts):
        if part["parent"] is not None:
            children.setdefault(part["parent"], []).append(index)
    return children


def _pair_siblings(
    ours: Sequence[Part], theirs: Sequence[Part], our_indexes: Sequence[int], their_indexes: Sequence[int]
) -> dict[int, int]:
    paired: dict[int, int] = {}
    namesakes = _by_name(theirs, their_indexes)
    for name, group in _by_name(ours, our_indexes).items():
        paired.update(_pair_namesakes(ours, theirs, group, namesakes.get(name, [])))
    return paired


def _by_name(parts: Sequence[Part], indexes: Sequence[int]) -> dict[str, list[int]]:
    named: dict[str, list[int]] = {}
    for index in indexes:
        named.setdefault(parts[index]["name"], []).append(index)
    return named


def _pair_namesakes(
    ours: Sequence[Part], theirs: Sequence[Part], group: Sequence[int], others: Sequence[int]
) -> dict[int, int]:
    """Code objects of one name, such as lambdas: in order; where one came or went, equal ones first."""
    if len(group) == len(others):
        return dict(zip(group, others, strict=True))
    paired: dict[int, int] = {}
    blocks = align([_content(ours[i]) for i in group], [_content(theirs[j]) for j in others]).blocks
    for _, i1, i2, j1, j2 in blocks:
        paired.update(zip(group[i1:i2], others[j1:j2], strict=False))
    return paired


_CONTENT = ("flags", "arguments", "variables", "constants", "names", "table", "rows", "exceptions")


def _content(part: Part) -> str:
    return repr([part.get(key) for key in _CONTENT])


def _around(parts: Sequence[Part], own: int) -> list[int]:
    """The parts that the target's own code object is made in: its definition, and its type parameters' code."""
    around: list[int] = []
    parent = parts[own]["parent"]
    while parent is not None:
        around.append(parent)
        parent = parts[parent]["parent"]
    return around


def _in_order(found: Mapping[int, int], ours: Sequence[Part], theirs: Sequence[Part]) -> list[IndexPair]:
    """All parts as pairs, each after the part that makes it, those that came beside their neighbors."""
    our_children, their_children = _children(ours), _children(theirs)
    partner_of = {j: i for i, j in found.items()}
    pending: list[IndexPair] = [(0, found.get(0))]
    if 0 not in partner_of:
        pending.insert(0, (None, 0))
    order: dict[IndexPair, None] = {}
    while pending:
        pair = pending.pop()
        if pair not in order:
            order[pair] = None
            our_inner = our_children.get(-1 if pair[0] is None else pair[0], [])
            their_inner = their_children.get(-1 if pair[1] is None else pair[1], [])
            pending.extend(reversed(_child_pairs(our_inner, their_inner, found, partner_of)))
    return list(order)


def _child_pairs(
    ours: Sequence[int], theirs: Sequence[int], found: Mapping[int, int], partner_of: Mapping[int, int]
) -> list[IndexPair]:
    pairs: list[IndexPair] = [(i, found.get(i)) for i in ours]
    place = {j: at for at, (_, j) in enumerate(pairs) if j is not None}
    after: int = -1
    extra: list[tuple[int, IndexPair]] = []
    for j in theirs:
        if j in place:
            after = place[j]
        else:
            extra.append((after, (partner_of.get(j), j)))
    for at, pair in reversed(extra):
        pairs.insert(at + 1, pair)
    return pairs


def pair_variables(before: Variables, after: Variables, outer: Mapping[str, str]) -> dict[str, str]:
    """Pair the variables of two code objects one to one: free ones as outside, then by name, then by place."""
    paired = {name: outer.get(name, name) for name in before[1] if outer.get(name, name) in after[1]}
    for ours, theirs in ((before[0], after[0]), (before[2], after[2])):
        taken = set(paired.values())
        paired.update(
            _by_name_and_place(
                [name for name in ours if name not in paired], [name for name in theirs if name not in taken]
            )
        )
    return paired


def _by_name_and_place(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, str]:
    common = set(ours) & set(theirs)
    paired = {name: name for name in ours if name in common}
    if len(common) == len(ours) == len(theirs):
        return paired
    # Between names that both have, the others belong together by the order in which they are first used.
    for _, i1, i2, j1, j2 in align(_but_for(ours, common), _but_for(theirs, common)).blocks:
        fresh_ours = [name for name in ours[i1:i2] if name not in common]
        fresh_theirs = [name for name in theirs[j1:j2] if name not in common]
        paired.update(zip(fresh_ours, fresh_theirs, strict=False))
    return paired


def _but_for(names: Sequence[str], common: set[str]) -> list[Hashable]:
    return [name if name in common else None for name in names]


def name_of(part: Part) -> str:
    """What a part is called in paths and headings: its qualified name."""
    return "definition" if part["kind"] == "definition" else str(part["qualname"])


def own_names(before: Side, after: Side) -> tuple[str | None, str | None]:
    """The targets' names where they differ and are set aside."""
    if not naming.set_aside(before, after):
        return None, None
    return before.target["name"], after.target["name"]
