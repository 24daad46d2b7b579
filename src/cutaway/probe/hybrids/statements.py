"""Which statement of the text each instruction stands in, and which equal instructions of two sides are an accident.

Knows lines and statements. Does not know how what differs is cut into units.
"""

from collections import Counter

# Of a statement that was edited at least half of the shorter side's instructions are still there. In
# `return await work()` and `return [work() for i in range(1)]` the name, the call and RETURN_VALUE are equal by
# accident: as borders of hunks they cut both expressions into pieces that no hybrid can separate.
LITTLE = 0.5

UNKNOWN = -1


class Statements:
    """The statements of a text, asked by line; `told` as `placing.statements` tells them."""

    def __init__(self, told):
        self._told = told
        self._known = {}

    def at(self, line):
        """The number of the innermost statement around a line, UNKNOWN where there is none."""
        if line not in self._known:
            self._known[line] = UNKNOWN if line is None else self._innermost(line)
        return self._known[line]

    def _innermost(self, line):
        around = [(last - first, -at) for at, (first, last, *_) in enumerate(self._told) if first <= line <= last]
        return -min(around)[1] if around else UNKNOWN

    def key(self, number):
        """What equal statements have in common."""
        return self._told[number][2]

    def bounds(self, number):
        """The first and the last line of a statement."""
        return self._told[number][:2]

    def lines(self, number):
        """The lines on which it is the innermost statement."""
        first, last = self.bounds(number)
        return [line for line in range(first, last + 1) if self.at(line) == number]


NONE = Statements(())


def without_accidents(pairs, before, after):
    """The pairs of equal instructions but those inside of two statements that have little else in common."""
    pairs = list(pairs)
    common = Counter((before.statement(i), after.statement(j)) for i, j in pairs)
    lengths = [Counter(map(side.statement, range(side.start, side.end))) for side in (before, after)]
    unlike = {
        (one, other)
        for (one, other), number in common.items()
        if UNKNOWN not in (one, other)
        and before.statements.key(one) != after.statements.key(other)
        and number < LITTLE * min(lengths[0][one], lengths[1][other])
    }
    kept = []
    for run in _runs(pairs, before, after):
        i, j = run[0]
        accident = (before.statement(i), after.statement(j)) in unlike
        if not accident or _is_whole(run, before, after):
            kept += run
    return kept


def _runs(pairs, before, after):
    """The pairs in stretches that follow each other on both sides, within a statement of each."""
    runs = []
    for i, j in pairs:
        place = before.statement(i), after.statement(j)
        if runs and runs[-1][0] == place and runs[-1][1][-1] == (i - 1, j - 1):
            runs[-1][1].append((i, j))
        else:
            runs.append((place, [(i, j)]))
    return [run for _, run in runs]


def _is_whole(run, before, after):
    """Whether a stretch begins and ends where no expression is under way, on both sides."""
    (i, j), (last_i, last_j) = run[0], run[-1]
    return all(side.is_level(at) for side, at in ((before, i), (before, last_i + 1), (after, j), (after, last_j + 1)))
