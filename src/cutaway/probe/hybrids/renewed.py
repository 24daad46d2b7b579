"""Statements of the side before that a choice of differences makes wholly those of the side after.

Knows which statements have instructions in common, and which differences stand in each. Does not know who asks: a place
is told by its statement, and of `warn("x")` with the other text put in nothing is left of what stood there.
"""

from collections import Counter, defaultdict

from .statements import UNKNOWN
from .stretches import AFTER, BEFORE


class Renewed:
    """The edited statements of two texts; `statements` are the Statements of both, `pairs` all pairs of parts."""

    def __init__(self, statements, pairs):
        self._before, self._after = statements
        self._common = defaultdict(Counter)
        self._standing = defaultdict(set), defaultdict(set)
        for pair in pairs:
            for stretch in pair.stretches:
                self._add(pair.sides, stretch)

    def _add(self, sides, stretch):
        numbers = [{side.statement(at) for at in range(*bounds)} for side, bounds in zip(sides, stretch)]
        if stretch.difference is None:
            self._common[numbers[BEFORE].pop()][numbers[AFTER].pop()] += 1
            return
        for standing, found in zip(self._standing, numbers):
            for number in found:
                standing[number].add(stretch.difference)

    def lines(self, chosen):
        """Line before -> line after where the statement begins that the line's statement has become."""
        return {
            line: self._after.bounds(theirs)[0]
            for ours, theirs in self._edited()
            if (self._standing[BEFORE][ours] | self._standing[AFTER][theirs]) <= chosen
            for line in self._before.lines(ours)
        }

    def _edited(self):
        """Each statement that was edited, and what it became: that which it has the most in common with."""
        for ours, common in self._common.items():
            theirs = max(common, key=lambda number: (common[number], -number))
            if UNKNOWN not in (ours, theirs) and self._before.key(ours) != self._after.key(theirs):
                yield ours, theirs
