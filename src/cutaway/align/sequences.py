"""Two sequences of keys matched up: what stayed, what came, what went.

Knows that keys are equal or not, and nothing else of them. Bounded in time: where the budget ends, a gap becomes
one replacement and the alignment says that it was cut short. Does not know what the keys stand for.

Anchors come first: items, then runs of items, that occur exactly once on each side (patience diff); what lies
between anchors is matched by Myers' O(ND) algorithm. Plain Myers took 126 times as long for ten times the items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from math import isqrt
from typing import Literal, NamedTuple

Tag = Literal["equal", "replace", "delete", "insert"]
Block = tuple[Tag, int, int, int, int]
"""(tag, i1, i2, j1, j2): `before[i1:i2]` stands against `after[j1:j2]`."""

BUDGET = 1_500_000
"""Elementary steps, about one second of them, that one alignment may take."""

_LONGEST_RUN = 32
# A gap this small goes to Myers at once; counting runs would cost more.
_SMALL_GAP = 40
# One large gap without anchors may not eat the whole budget: others need their share.
_GAP_SHARE = 4
# Enough anchors when one in this many items is one; otherwise longer runs are tried.
_SPARSE = 16

Region = tuple[int, int, int, int]
Match = tuple[int, int, int]
"""(i, j, length): `before[i:i+length]` equals `after[j:j+length]`."""


class Alignment(NamedTuple):
    """Blocks that cover both sequences in order; `cut_short` says that the budget ended before all was matched."""

    blocks: list[Block]
    cut_short: bool = False


def align(before: Sequence[Hashable], after: Sequence[Hashable], *, budget: int = BUDGET) -> Alignment:
    """Match up two sequences of keys. `align(b, a)` is the mirror image of `align(a, b)`."""
    if stands_reversed(before, after):
        turned = align(after, before, budget=budget)
        return Alignment([_mirrored(block) for block in turned.blocks], turned.cut_short)
    search = _Search(*_interned(before, after), budget)
    return Alignment(_blocks(search.matches(), len(before), len(after)), search.cut_short)


def mirrored(alignment: Alignment) -> Alignment:
    """The same alignment seen from the other side."""
    return Alignment([_mirrored(block) for block in alignment.blocks], alignment.cut_short)


_MIRROR: dict[Tag, Tag] = {"equal": "equal", "replace": "replace", "delete": "insert", "insert": "delete"}


def _mirrored(block: Block) -> Block:
    tag, i1, i2, j1, j2 = block
    return (_MIRROR[tag], j1, j2, i1, i2)


def stands_reversed(before: Sequence[Hashable], after: Sequence[Hashable]) -> bool:
    """Whether the search runs from `after` to `before`: one direction for each pair, so that swapping mirrors.

    `xy` against `yx` has two equally good answers that mirror each other; only an order of the keys can choose.
    """
    if len(before) != len(after):
        return len(before) > len(after)
    first = next((pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]), None)
    return first is not None and repr(first[0]) > repr(first[1])


def _interned(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    numbers: dict[Hashable, int] = {}
    number = numbers.setdefault
    return [number(key, len(numbers)) for key in before], [number(key, len(numbers)) for key in after]


def _blocks(matches: list[Match], n: int, m: int) -> list[Block]:
    """Matches in order as blocks that cover both sides; neighbors that touch become one."""
    blocks: list[Block] = []
    i = j = 0
    for at_i, at_j, length in [*_joined(matches), (n, m, 0)]:
        if i < at_i or j < at_j:
            blocks.append((_gap_tag(at_i - i, at_j - j), i, at_i, j, at_j))
        i, j = at_i + length, at_j + length
        if length:
            blocks.append(("equal", at_i, i, at_j, j))
    return blocks


def _joined(matches: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for i, j, length in sorted(matches):
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + length)
        else:
            joined.append((i, j, length))
    return joined


def _gap_tag(removed: int, added: int) -> Tag:
    if removed and added:
        return "replace"
    return "delete" if removed else "insert"


class _Search:
    """The matching runs of two lists of interned keys, found region by region with a stack of its own."""

    def __init__(self, before: list[int], after: list[int], budget: int) -> None:
        self.before = before
        self.after = after
        self.budget = budget
        self.cut_short = False
        self._found: list[Match] = []
        self._gap_budget = max(budget // _GAP_SHARE, 1)

    def matches(self) -> list[Match]:
        """All matching runs, in no particular order."""
        pending: list[Region] = [(0, len(self.before), 0, len(self.after))]
        while pending:
            i1, i2, j1, j2 = self._trimmed(*pending.pop())
            if i1 == i2 or j1 == j2:
                continue
            pending.extend(self._split(i1, i2, j1, j2))
        return self._found

    def _trimmed(self, i1: int, i2: int, j1: int, j2: int) -> Region:
        before, after = self.before, self.after
        head = 0
        limit = min(i2 - i1, j2 - j1)
        while head < limit and before[i1 + head] == after[j1 + head]:
            head += 1
        tail = 0
        limit -= head
        while tail < limit and before[i2 - 1 - tail] == after[j2 - 1 - tail]:
            tail += 1
        if head:
            self._found.append((i1, j1, head))
        if tail:
            self._found.append((i2 - tail, j2 - tail, tail))
        return i1 + head, i2 - tail, j1 + head, j2 - tail

    def _split(self, i1: int, i2: int, j1: int, j2: int) -> list[Region]:
        """Match what can be matched in a region; return the smaller regions that are left to do."""
        if (i2 - i1) + (j2 - j1) <= _SMALL_GAP:
            self._match_small(i1, i2, j1, j2)
            return []
        self.budget -= (i2 - i1) + (j2 - j1)
        if self.budget <= 0:
            self.cut_short = True
            return []
        anchors = _anchors(self.before[i1:i2], self.after[j1:j2])
        if not anchors:
            self._match_small(i1, i2, j1, j2)
            return []
        return self._between(anchors, i1, i2, j1, j2)

    def _between(self, anchors: list[tuple[int, int]], i1: int, i2: int, j1: int, j2: int) -> list[Region]:
        """Grow each anchor into the longest equal run around it; return the regions between the runs."""
        before, after = self.before, self.after
        regions: list[Region] = []
        i, j = i1, j1
        for anchor_i, anchor_j in anchors:
            start_i, start_j = i1 + anchor_i, j1 + anchor_j
            if start_i < i or start_j < j:
                continue
            while start_i > i and start_j > j and before[start_i - 1] == after[start_j - 1]:
                start_i, start_j = start_i - 1, start_j - 1
            end_i, end_j = i1 + anchor_i, j1 + anchor_j
            while end_i < i2 and end_j < j2 and before[end_i] == after[end_j]:
                end_i, end_j = end_i + 1, end_j + 1
            regions.append((i, start_i, j, start_j))
            self._found.append((start_i, start_j, end_i - start_i))
            i, j = end_i, end_j
        regions.append((i, i2, j, j2))
        return regions

    def _match_small(self, i1: int, i2: int, j1: int, j2: int) -> None:
        # Where nothing is shared there is nothing to search for; two unlike files consist of such gaps.
        if set(self.before[i1:i2]).isdisjoint(self.after[j1:j2]):
            return
        steps = min(self.budget, self._gap_budget)
        matches, spent = _myers(self.before[i1:i2], self.after[j1:j2], isqrt(2 * steps) if steps > 0 else 0)
        self.budget -= spent
        if matches is None:
            self.cut_short = True
        else:
            self._found.extend((i1 + i, j1 + j, length) for i, j, length in matches)


def _anchors(before: list[int], after: list[int]) -> list[tuple[int, int]]:
    """Places (i, j) in increasing order whose item, or run of items, occurs exactly once on each side.

    Runs double in length until enough anchors are found; otherwise the length that gave most of them wins.
    """
    enough = max(min(len(before), len(after)) // _SPARSE, 1)
    best: list[tuple[int, int]] = []
    length = 1
    while length <= _LONGEST_RUN and length <= min(len(before), len(after)):
        if length > 1:
            before, after = _doubled(before, after, length // 2)
        found = _increasing(_unique_pairs(before, after))
        if len(found) > len(best):
            best = found
        if len(best) >= enough:
            break
        length *= 2
    return best


def _doubled(before: list[int], after: list[int], half: int) -> tuple[list[int], list[int]]:
    """Numbers for runs of twice the length, from the numbers for runs of length `half`."""
    return _interned(list(zip(before, before[half:], strict=False)), list(zip(after, after[half:], strict=False)))


def _unique_pairs(before: list[int], after: list[int]) -> list[tuple[int, int]]:
    count_after = Counter(after)
    where_after = {key: j for j, key in enumerate(after)}
    count_before = Counter(before)
    return [
        (i, where_after[key]) for i, key in enumerate(before) if count_before[key] == 1 and count_after.get(key) == 1
    ]


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` (already increasing in i) that is increasing in j as well."""
    ends: list[int] = []
    ends_at: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(ends, j)
        previous.append(ends_at[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(j)
            ends_at.append(index)
        else:
            ends[pile], ends_at[pile] = j, index
    chain: list[tuple[int, int]] = []
    index = ends_at[-1] if ends_at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _myers(before: list[int], after: list[int], longest: int) -> tuple[list[Match] | None, int]:
    """The matching runs of a shortest edit script of at most `longest` edits, and the steps spent.

    None where the script would be longer. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
    """
    n, m = len(before), len(after)
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    spent = 0
    for edits in range(min(n + m, longest) + 1):
        reached = {}
        # Diagonals beyond either end hold nothing; leaving them out keeps lopsided gaps cheap.
        for k in range(-edits + 2 * max(0, edits - m), edits - 2 * max(0, edits - n) + 1, 2):
            i = _first_on(furthest, k, edits)[0]
            while i < n and i - k < m and before[i] == after[i - k]:
                i += 1
            reached[k] = i
            if i >= n and i - k >= m:
                trail.append(reached)
                return _walked_back(trail, n, m), spent
        spent += edits + 1
        trail.append(reached)
        furthest = reached
    return None, spent


def _first_on(furthest: dict[int, int], k: int, edits: int) -> tuple[int, int]:
    """Where the edit that leads to diagonal `k` ends, and the diagonal that it starts from."""
    if k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1]):
        return furthest[k + 1], k + 1
    return furthest[k - 1] + 1, k - 1


def _walked_back(trail: list[dict[int, int]], n: int, m: int) -> list[Match]:
    matches: list[Match] = []
    i, k = n, n - m
    for edits in range(len(trail) - 1, 0, -1):
        start, came_from = _first_on(trail[edits - 1], k, edits)
        if i > start:
            matches.append((start, start - k, i - start))
        k = came_from
        i = trail[edits - 1][k]
    if i > 0:
        matches.append((0, 0, i))
    return matches
