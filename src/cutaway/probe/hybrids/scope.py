"""The variables of a hybrid: which are locals, cells and free, and in which order.

Knows that code which has everything of one side has that side's order, and a mixture what its instructions use.
Does not know what the variables hold.
"""

from .stretches import AFTER, BEFORE

_KINDS = frozenset({"local", "locals", "cell", "free"})


class Scope:
    """The tuples `locals`, `cells` and `free` of a hybrid.

    `renamings` are both sides', `arguments` the names of the hybrid's; `whole_side` is None for a mixture.
    """

    def __init__(self, symbolics, renamings, arguments, sequence, whole_side):
        self._symbolics = symbolics
        self._renamings = renamings
        self._sequence = sequence
        if whole_side is None:
            self._mix(arguments)
        else:
            self._take(whole_side, arguments)

    def _take(self, side, arguments):
        rename = self._renamings[side].__getitem__
        symbolic = self._symbolics[side]
        own = set(symbolic.arguments.names)
        others = [rename(name) for name in symbolic.locals if name not in own]
        self.locals = tuple(dict.fromkeys(list(arguments) + others))
        self.cells = _sorted_if_renamed(symbolic.cells, rename)
        self.free = _sorted_if_renamed(symbolic.free, rename)

    def _mix(self, arguments):
        used = [self._used(side) for side in (BEFORE, AFTER)]
        found = {"locals": dict.fromkeys(arguments), "cells": {}, "free": {}}
        for side, operation in self._distinct():
            for kind, name in used[side].of(operation):
                found[kind][name] = None
        found["cells"].update(dict.fromkeys(used[BEFORE].unused_cells() & used[AFTER].unused_cells()))
        found["free"].update(dict.fromkeys(used[BEFORE].declared("free") & used[AFTER].declared("free")))
        self.locals = tuple(found["locals"])
        self.cells, self.free = tuple(sorted(found["cells"])), tuple(sorted(found["free"]))

    def _distinct(self):
        """The operations with variables, as (side, operation), each once: most of a long function repeats few."""
        columns = [symbolic.operations for symbolic in self._symbolics]
        every = ((side, columns[side][index]) for side, index, _ in self._sequence)
        return dict.fromkeys(one for one in every if one[1].kind in _KINDS)

    def _used(self, side):
        return _Used(self._symbolics[side], self._renamings[side])


def _sorted_if_renamed(names, rename):
    """Names as they are called in the hybrid, in the order that the compiler gives them (dictbytype in compile.c)."""
    renamed = tuple(map(rename, names))
    return renamed if renamed == names else tuple(sorted(renamed))


class _Used:
    """What one side's instructions use, by the kind of variable that a name is on that side."""

    def __init__(self, symbolic, renaming):
        self._symbolic = symbolic
        self._renaming = renaming
        self._kind = dict.fromkeys(symbolic.cells, "cells")
        self._kind.update(dict.fromkeys(symbolic.free, "free"))

    def of(self, operation):
        """The variables (kind, name in the hybrid) that an operation with variables uses."""
        names = operation.value if operation.kind == "locals" else (operation.value,)
        return [(self._kind.get(name, "locals"), self._renaming[name]) for name in names]

    def declared(self, kind):
        """The names in the hybrid of the variables of this kind, whether an instruction uses them or not.

        What is free on both sides is handed in by what surrounds either, so code that no longer uses it still has it:
        `super(C, self)` reads no `__class__`, and yet the name `super` makes the compiler declare it (symtable.c).
        """
        return {self._renaming[name] for name in getattr(self._symbolic, kind)}

    def unused_cells(self):
        """The cells that are declared for code that the compiler dropped."""
        declared = self.declared("cells")
        if not declared:
            return declared
        distinct = {operation for operation in self._symbolic.operations if operation.kind in _KINDS}
        used = {use for operation in distinct for use in self.of(operation)}
        return {name for name in declared if ("cells", name) not in used}
