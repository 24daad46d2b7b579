"""What stands for what in the code of two sides, as an experiment needs it: parts, variables, equal instructions.

Knows the facts of the layer `bytecode` as they were compiled, layout included: a hybrid is made of those.
Does not know what is done with what differs.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

from ..align import Alignment, align
from .compiled.codeobjects import Part, PartPair, PartPairs, own_names, pair_parts
from .compiled.instruction_lines import lines_of
from .compiled.instructions import comparable, variables_of
from .difference import Side

NAME = "bytecode"
"""The layer whose facts are matched."""


def matching(before: Side, after: Side) -> dict[str, Any]:
    """Return the parts that stand for each other, as JSON.

    `pairs` holds one entry a pair, outermost first: `before` and `after`, the indexes of the parts; `blocks`, the
    longest stretches [i1, i2, j1, j2] of instructions that are equal but for where a jump leads, what covers them and
    whether a load borrows its reference;
    `variables`, name before -> name after. A part without a partner is in no pair.
    """
    parts = pair_parts(before.facts, after.facts, variables_of)
    own = own_names(before, after)
    return {"pairs": [_pair(pair, parts, own) for pair in parts.pairs if not pair.is_one_sided]}


def _pair(pair: PartPair, parts: PartPairs, own: tuple[str | None, str | None]) -> dict[str, Any]:
    return {
        "before": pair.before_index,
        "after": pair.after_index,
        "blocks": _blocks(pair, align(*(list(map(_owning, side)) for side in comparable(pair, parts, own)))),
        "variables": dict(pair.variables),
    }


def _owning(meaning: Hashable) -> Hashable:
    """A load as one that owns its reference: which loads borrow follows from the rest of the code (3.14 on)."""
    if not isinstance(meaning, tuple) or "_BORROW" not in meaning[0]:
        return meaning
    return (meaning[0].replace("_BORROW", ""), *meaning[1:])


def _blocks(pair: PartPair, alignment: Alignment) -> list[list[int]]:
    """The equal stretches. What came or went between two of them begins with a statement, wherever it can."""
    before, after = pair.both
    n, m = len(before["rows"]), len(after["rows"])
    equal = [list(places) for tag, *places in alignment.blocks if tag == "equal"]
    blocks = [[0, 0, 0, 0], *equal, [n, n, m, m]]
    for left, right in pairwise(blocks):
        if left[1] == right[0]:
            by = _slide(after, left[3], right[2], left, right)
        elif left[3] == right[2]:
            by = _slide(before, left[1], right[0], left, right)
        else:
            continue
        left[1::2] = [place + by for place in left[1::2]]
        right[::2] = [place + by for place in right[::2]]
    return [block for block in blocks if block[0] < block[1]]


def _slide(part: Part, start: int, end: int, left: Sequence[int], right: Sequence[int]) -> int:
    """How far to move a stretch that one side alone has: `a.x(); a.y()` has `a.y()` more than `a.x()`, not `x(); a.`.

    It can move where what it leaves behind on one end is what it takes in on the other.
    """
    if start == end:
        return 0
    rows = part["rows"]
    lowest = highest = 0
    while left[1] + lowest > left[0] and rows[start + lowest - 1] == rows[end + lowest - 1]:
        lowest -= 1
    while right[0] + highest < right[1] and rows[start + highest] == rows[end + highest]:
        highest += 1
    if lowest == highest:
        return 0
    lines = lines_of(part)
    return max(range(lowest, highest + 1), key=lambda by: (_begins(part, lines, start + by), -abs(by), -by))


_ENDS_A_STATEMENT = ("STORE_", "DELETE_", "POP_TOP")


def _begins(part: Part, lines: Sequence[int | None], index: int) -> int:
    """How well a statement could begin at an instruction: at a new line, behind the end of another, or hardly."""
    if index == 0 or (index < len(lines) and lines[index] != lines[index - 1]):
        return 2
    previous: str = part["table"][part["rows"][index - 1]][0]
    return 1 if previous.startswith(_ENDS_A_STATEMENT) else 0
