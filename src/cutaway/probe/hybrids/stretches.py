"""Two sides of one part as a row of stretches: what both have, instruction by instruction, and what differs between.

Knows places: where a jump of either side leads, told by the borders between stretches, which both sides share.
Does not know what a difference is called, nor what becomes of a choice of differences.
"""

from bisect import bisect_right
from collections import namedtuple

from .symbolic import REMOVED

BEFORE, AFTER = 0, 1

Stretch = namedtuple("Stretch", "before after difference")
Stretch.__doc__ = """Instructions `before` (start, end) of one side that stand against `after` of the other.

`difference` is what decides which of them a hybrid has; None where both have the same single instruction.
"""


class Stretches(list):
    """The stretches of one part, in order; they cover both sides."""

    def __init__(self, stretches):
        super().__init__(stretches)
        self._borders = tuple([stretch[side][0] for stretch in self] + [self._end(side)] for side in (BEFORE, AFTER))

    def _end(self, side):
        return self[-1][side][1] if self else 0

    def common(self):
        """Yield (index before, index after) of each instruction that both sides have."""
        for stretch in self:
            if stretch.difference is None:
                yield stretch.before[0], stretch.after[0]

    def place(self, side, index):
        """The place of an instruction: the borders (first, last) it starts at, or the stretch that it is inside of."""
        borders = self._borders[side]
        last = bisect_right(borders, index) - 1
        if borders[last] != index:
            return Inside(last)
        first = last
        while first and borders[first - 1] == index:
            first -= 1
        return Borders(first, last)

    def shared(self, before, after):
        """The place where both indexes lead, None where they lead to different ones."""
        ours, theirs = self.place(BEFORE, before), self.place(AFTER, after)
        if isinstance(ours, Inside) or isinstance(theirs, Inside):
            return ours if ours == theirs else None
        first, last = max(ours.first, theirs.first), min(ours.last, theirs.last)
        return Borders(first, last) if first <= last else None


Inside = namedtuple("Inside", "stretch")
Borders = namedtuple("Borders", "first last")


class Layout:
    """The instructions of one hybrid of a part: which of each side, in which order.

    `sequence` holds (side, index, index on the other side or None).
    """

    def __init__(self, stretches, is_chosen):
        self.sequence = []
        self._stretches = stretches
        self._starts = []
        self._sides = []
        for stretch in stretches:
            self._add(stretch, is_chosen)
        self._starts.append(len(self.sequence))

    def _add(self, stretch, is_chosen):
        self._starts.append(len(self.sequence))
        if stretch.difference is None:
            self._sides.append(BEFORE)
            self.sequence.append((BEFORE, stretch.before[0], stretch.after[0]))
            return
        side = AFTER if is_chosen(stretch.difference) else BEFORE
        self._sides.append(side)
        self.sequence.extend((side, index, None) for index in range(*stretch[side]))

    def target(self, side, index, backward=False):
        """Where a jump of that side to `index` leads; what was put in before a loop is not in the loop."""
        place = self._stretches.place(side, index)
        if isinstance(place, Inside):
            return self._inside(side, index, place.stretch)
        return self._starts[place.last if backward else place.first]

    def handler(self, side, index):
        """Where the handler of that side at `index` stands, or what stands instead of it."""
        place = self._stretches.place(side, index)
        if isinstance(place, Inside):
            return self._inside(side, index, place.stretch)
        if place.last == len(self._stretches):
            return REMOVED
        return self._starts[place.last] if self._starts[place.last] < self._starts[place.last + 1] else REMOVED

    def shared(self, place, before, after):
        """Where the place leads at which both sides' indexes meet."""
        if isinstance(place, Borders):
            return self._starts[place.first]
        side = self._sides[place.stretch]
        return self._inside(side, (before, after)[side], place.stretch)

    def _inside(self, side, index, stretch):
        if self._sides[stretch] != side and self._stretches[stretch].difference is not None:
            return REMOVED
        return self._starts[stretch] + index - self._stretches[stretch][side][0]
