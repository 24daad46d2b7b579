"""What is looked for in a channel: a set that suffices, or one that the side after cannot do without.

Knows the three questions and which trial answers them for a set. Does not know how sets are searched.
"""

from __future__ import annotations

from typing import NamedTuple

from ..compare.verdicts import UnitSet
from .notebook import Notebook


class Goal(NamedTuple):
    """A property of sets in one channel: `wanted` are the likenesses that a set's hybrid must show.

    The hybrid of a set has its units and no others where it is `put_in`; else it has all the others.
    """

    channel: str
    put_in: bool
    wanted: frozenset[str]

    def hybrid(self, notebook: Notebook, units: UnitSet) -> UnitSet:
        """Return the units of the hybrid that shows whether a set has the property."""
        return units if self.put_in else notebook.without(units)

    def holds(self, notebook: Notebook, units: UnitSet) -> bool:
        """Tell whether a trial showed that a set has the property."""
        return notebook.like(self.hybrid(notebook, units), self.channel) in self.wanted

    def known(self, notebook: Notebook) -> list[UnitSet]:
        """Return all sets that are known to have the property, the smallest first, each time in the same order."""
        shown = [one.units for one in notebook.trials.values() if one.likeness.get(self.channel) in self.wanted]
        return sorted((self.hybrid(notebook, units) for units in shown), key=lambda one: order_of(notebook, one))


def order_of(notebook: Notebook, units: UnitSet) -> tuple[int, list[int]]:
    """Sort small sets before large ones, and those of earlier units first."""
    return len(units), [notebook.everything.index(unit) for unit in units]


def sufficient(channel: str) -> Goal:
    """Sets that give what the side after does, put into the side before."""
    return Goal(channel, True, frozenset({"after"}))


def restores_before(channel: str) -> Goal:
    """Sets that give what the side before does, taken out of the side after."""
    return Goal(channel, False, frozenset({"before"}))


def no_longer_after(channel: str) -> Goal:
    """Sets whose removal from the side after ends what it does, whatever comes instead; a crash is no evidence."""
    return Goal(channel, False, frozenset({"before", "third"}))


ALL = (sufficient, restores_before, no_longer_after)
