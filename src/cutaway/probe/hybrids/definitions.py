"""Two definitions as stretches: each role that differs is one difference, put in as a whole.

Knows that an attribute is a value and, from 3.13 on, an instruction that sets it; before, a bit of MAKE_FUNCTION.
Does not know how one role's value came to differ, nor which instructions of two headings of classes are equal.
"""

from . import roles
from .difference import Difference
from .stretches import Stretch


class DefinitionStretches:
    """The stretches of a pair of definitions of one kind, from the first decorator to its call.

    `made` are the indexes of the parts that are defined. `equal(i, j)` says whether two instructions are equal,
    `between(ours, theirs)` makes stretches of what is told apart instruction by instruction. `decorators` is the
    difference of all decorators, None where each has its own.
    """

    def __init__(self, before, after, made, equal, between, decorators=None):
        self.before, self.after = before, after
        self._made = list(made)
        self._equal = equal
        self._between = between
        self._given = decorators
        self._decorators = self._decorated()
        self._attributes = {name: self._differing(name) for name in roles.NAMES}
        self._bases = self._differing_bases()

    @property
    def bounds(self):
        """Where it starts and ends, on each side."""
        return tuple((roles.start_of(side), side.calls[1]) for side in (self.before, self.after))

    @property
    def loads(self):
        """Where the code is loaded, on each side."""
        return self.before.load[0], self.after.load[0]

    @property
    def differences(self):
        """Every difference of a role, each once."""
        found = [*self._decorators, *self._attributes.values(), self._bases]
        return list(dict.fromkeys(difference for difference in found if difference is not None))

    @property
    def closure(self):
        """The difference of the closure, None where both have the same or none."""
        return self._attributes["__closure__"]

    def make_argument(self, is_chosen):
        """The bits that MAKE_FUNCTION is given in a hybrid, where it has an argument."""
        argument = 0
        for name, difference in self._attributes.items():
            side = self.after if difference is not None and is_chosen(difference) else self.before
            argument |= side.bits.get(name, 0)
        return argument

    def stretches(self):
        """Return all stretches in order."""
        before, after = self.before, self.after
        found = []
        for ours, theirs, difference in self._decorator_ranges():
            found += self._stretch(ours, theirs, difference)
        found += _common(before.opening, after.opening)
        found += self._values()
        found += _common(before.load, after.load)
        found += _common((before.make, before.make + 1), (after.make, after.make + 1))
        found += self._sets()
        found += self._headings()
        found += self._stretch(before.calls, after.calls, self._calls_difference())
        return found

    def _decorated(self):
        """For each pair of decorators their difference or None; one for all where there are more on one side."""
        ours, theirs = self.before.decorators, self.after.decorators
        if len(ours) != len(theirs):
            return [self._given or self._role(_around(ours), _around(theirs), "decorators")]
        found = [self._difference(one, other, "decorators") for one, other in zip(ours, theirs)]
        return [one and (self._given or one) for one in found]

    def _differing(self, name):
        return self._difference(self.before.roles.get(name), self.after.roles.get(name), name)

    def _difference(self, ours, theirs, name):
        if ours is None and theirs is None:
            return None
        if ours is not None and theirs is not None and self._same(ours, theirs):
            return None
        return self._role(ours, theirs, name)

    def _role(self, ours, theirs, name):
        return Difference("function_attribute", ours, theirs, name=name, made=self._made)

    def _differing_bases(self):
        """The difference of the bases and keywords of two classes, where the call that takes them differs, too."""
        ours, theirs = self._bases_ranges()
        return self._role(ours, theirs, "bases") if roles.makes_class(self.before) and self._makes_otherwise() else None

    def _makes_otherwise(self):
        return not self._equal(self.before.heading[1] - 1, self.after.heading[1] - 1)

    def _bases_ranges(self):
        """What stands behind the names of two classes, up to the call."""
        return [(start + 1, end) for start, end in (self.before.heading, self.after.heading)]

    def _headings(self):
        if self._bases is None:
            return self._between(self.before.heading, self.after.heading)
        names = [(start, start + 1) for start, _ in (self.before.heading, self.after.heading)]
        return self._between(*names) + [Stretch(*self._bases_ranges(), self._bases)]

    def _same(self, ours, theirs):
        if ours[1] - ours[0] != theirs[1] - theirs[0]:
            return False
        return all(self._equal(i, j) for i, j in zip(range(*ours), range(*theirs)))

    def _decorator_ranges(self):
        ours, theirs = self.before.decorators, self.after.decorators
        if len(ours) == len(theirs):
            return list(zip(ours, theirs, self._decorators))
        # Before the first decorator stands nothing: what has none has an empty range at the start of the rest.
        starts = [side.opening[0] for side in (self.before, self.after)]
        return [(_around(ours) or (starts[0],) * 2, _around(theirs) or (starts[1],) * 2, self._decorators[0])]

    def _calls_difference(self):
        same_number = len(self.before.decorators) == len(self.after.decorators)
        return None if same_number else self._decorators[0]

    def _values(self):
        starts = self.before.opening[1], self.after.opening[1]
        return self._by_attribute(roles.NAMES, self.before.roles, self.after.roles, starts)

    def _sets(self):
        if not roles.SETS_ATTRIBUTES:
            return []
        starts = (self.before.make + 1, self.after.make + 1)
        return self._by_attribute(roles.NAMES[::-1], self.before.sets, self.after.sets, starts)

    def _by_attribute(self, names, ours, theirs, starts):
        found = []
        i, j = starts
        for name in names:
            one, other = ours.get(name, (i, i)), theirs.get(name, (j, j))
            found += self._stretch(one, other, self._attributes[name])
            i, j = one[1], other[1]
        return found

    def _stretch(self, ours, theirs, difference):
        if difference is None:
            return _common(ours, theirs)
        return [Stretch(ours, theirs, difference)] if ours[0] < ours[1] or theirs[0] < theirs[1] else []


def _common(ours, theirs):
    return [Stretch((i, i + 1), (j, j + 1), None) for i, j in zip(range(*ours), range(*theirs))]


def _around(ranges):
    return (ranges[0][0], ranges[-1][1]) if ranges else None
