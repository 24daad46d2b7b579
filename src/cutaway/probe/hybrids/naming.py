"""What the variables of a hybrid are called: those of both sides that stand for each other have one name.

Knows which names were paired, and which unit decides. Does not know instructions.
"""

VARIABLES, SIGNATURE = "variables", "signature"


class Names:
    """The names of one pair of parts.

    `pairs` is name before -> name after; `arguments` are both sides' arguments, `free` their free variables; `outer` is
    the Names of the part around, which decide what a free variable is called. `is_renamed(kind, is_chosen)` tells
    whether what a unit of this kind renames is called as on the side after.
    """

    def __init__(self, pairs, arguments, free, outer, is_renamed):
        self._outer = outer
        self._is_renamed = is_renamed
        self._free = free
        self._forward = {one: other for one, other in pairs.items() if one != other}
        self._backward = {other: one for one, other in self._forward.items()}
        self._arguments = arguments

    def are_paired(self, before, after):
        """Whether two names are one variable."""
        return self._forward.get(before, before) == after and self._backward.get(after, after) == before

    def renamed(self, kind):
        """The names (before, after) that a unit of this kind renames."""
        return [(one, other) for one, other in self._forward.items() if self._decided_by(one, other) == kind]

    def _decided_by(self, before, after):
        if before in self._free[0] or after in self._free[1]:
            return None
        if before in self._arguments[0] or after in self._arguments[1]:
            return SIGNATURE
        return VARIABLES

    def renaming(self, side, is_chosen):
        """Return name on a side -> name in the hybrid, as a mapping that is filled as it is asked."""
        return _Renaming(self, side, is_chosen)

    def hybrid_name(self, side, name, is_chosen):
        """What a variable of a side is called in the hybrid."""
        before, after = self._both(side, name)
        if before is None or after is None:
            return self._apart(side, name, is_chosen)
        if before == after:
            return before
        if before in self._free[0] and self._outer is not None:
            return self._outer.hybrid_name(0, before, is_chosen)
        return after if self._is_renamed(self._decided_by(before, after), is_chosen) else before

    def _both(self, side, name):
        """The two names of one variable; None for that of a side which has another variable of this name."""
        ours, theirs = (self._forward, self._backward) if side == 0 else (self._backward, self._forward)
        other = ours.get(name, None if name in theirs else name)
        return (name, other) if side == 0 else (other, name)

    def _apart(self, side, name, is_chosen):
        """The name of a variable that only one side has, where the other side uses that name for something else."""
        partner = (self._backward if side == 0 else self._forward)[name]
        taken = self.hybrid_name(1 - side, name, is_chosen)
        return name if taken == partner else name + "'"


class _Renaming(dict):
    """Name on one side -> name in the hybrid, filled as it is asked."""

    def __init__(self, names, side, is_chosen):
        super().__init__()
        self._ask = lambda name: names.hybrid_name(side, name, is_chosen)

    def __missing__(self, name):
        self[name] = self._ask(name)
        return self[name]
