"""What lies between two sides' equal instructions, cut into pieces that can be put in one by one.

Knows that a statement begins where the stack is as high as where the hunk began, and that what leaves something there
can stand in place only of what leaves as much. Does not know what a piece does.
"""

from difflib import SequenceMatcher

from .walking import ENDS

# Marks, for sys.monitoring, where a conditional jump goes on (gh-122548): nothing that could come or go by itself.
_MARK_OF_A_JUMP = "NOT_TAKEN"

_LEAVES = "leaves"


def gaps(pairs, before_range, after_range):
    """Yield what lies between pairs of equal instructions: (i1, i2, j1, j2), and each pair as (i, i + 1, j, j + 1)."""
    i, j = before_range[0], after_range[0]
    for next_i, next_j in pairs:
        if (i, j) != (next_i, next_j):
            yield False, (i, next_i), (j, next_j)
        yield True, (next_i, next_i + 1), (next_j, next_j + 1)
        i, j = next_i + 1, next_j + 1
    if (i, j) != (before_range[1], after_range[1]):
        yield False, (i, before_range[1]), (j, after_range[1])


def pieces(before, before_range, after, after_range):
    """Return the pieces of one hunk as ((i1, i2), (j1, j2)); `before` and `after` are Sides."""
    ours, theirs = _cut(before, before_range), _cut(after, after_range)
    matcher = SequenceMatcher(None, _shapes(before.operations, ours), _shapes(after.operations, theirs), autojunk=False)
    paired = []
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        paired.extend(_against(before, ours[i1:i2], after, theirs[j1:j2]))
    return _with_empty_sides(paired, before_range[0], after_range[0])


def _cut(side, bounds):
    """Cut a range where the stack is back at the height that it begins with, until it falls below."""
    start, end = bounds
    if start == end:
        return []
    height, cuts = side.height(start), [start]
    for at in range(start + 1, end):
        depth = side.depths[at]
        if height is None or (depth is not None and depth < height):
            break
        if depth == height and side.operations[at].opname != _MARK_OF_A_JUMP:
            cuts.append(at)
    return list(zip(cuts, cuts[1:] + [end]))


def _shapes(operations, ranges):
    return [tuple(operation.opname for operation in operations[start:end]) for start, end in ranges]


def _against(before, ours, after, theirs):
    """Pair what stands against each other: in order, but the last where both leave as much on the stack, or leave.

    Every piece but a hunk's last leaves the stack as it was. Of `return a + b` and `print(); return c` the values go
    together, not the value and the call.
    """
    last = [_left(*one) for one in ((before, ours), (after, theirs))]
    if last[0] == last[1] and last[0] not in (None, 0):
        return _in_order(ours[:-1], theirs[:-1]) + [(ours[-1], theirs[-1])]
    return _in_order(ours, theirs)


def _left(side, ranges):
    """By how much the last of these ranges raises the stack, or LEAVES; None where there is none, or nobody knows."""
    if not ranges:
        return None
    start, end = ranges[-1]
    if side.operations[end - 1].opname in ENDS:
        return _LEAVES
    before, behind = side.height(start), side.depths[end] if end < len(side.depths) else None
    return None if before is None or behind is None else behind - before


def _in_order(ours, theirs):
    """Pair what stands against each other, first with first; what one side has more of stands alone."""
    common = min(len(ours), len(theirs))
    pairs = list(zip(ours, theirs))
    return pairs + [(one, None) for one in ours[common:]] + [(None, one) for one in theirs[common:]]


def _with_empty_sides(pairs, i, j):
    """Give a side that has nothing the empty range at its place."""
    placed = []
    for ours, theirs in pairs:
        placed.append((ours or (i, i), theirs or (j, j)))
        i, j = placed[-1][0][1], placed[-1][1][1]
    return placed
