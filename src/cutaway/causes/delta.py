"""Delta debugging: one minimal set among many units, in few tries.

Knows how to narrow a set down where subsets are refused or show neither behavior (A. Zeller, R. Hildebrandt,
"Simplifying and Isolating Failure-Inducing Input", 2002). Does not know what the property means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from ..compare.verdicts import UnitSet
from .asking import Plan
from .exhaustion import LARGEST, subsets
from .goals import Goal, order_of
from .notebook import Notebook, OutOfBudget

Atoms = Sequence[UnitSet]


def narrowest(notebook: Notebook, goal: Goal, groups: Atoms, guesses: Iterable[UnitSet]) -> Plan[tuple[UnitSet, bool]]:
    """Return a set with the property, and whether the search came to its end; the set is 1-minimal if it did.

    All units must have the property, and no unit must not: the controls. `guesses` are tried first.
    """
    try:
        found = yield from _start(notebook, goal, guesses)
        found = yield from _reduced(notebook, goal, atoms_of(groups, found), 2)
        if any(len(atom) > 1 for atom in atoms_of(groups, found)):
            found = yield from _refined(notebook, goal, found)
        found = yield from _behind_refusals(notebook, goal, atoms_of((), found))
    except OutOfBudget:
        return goal.known(notebook)[0], False
    return found, True


def refined(notebook: Notebook, goal: Goal, found: UnitSet) -> Plan[tuple[UnitSet, bool]]:
    """Return what of a set of groups is needed unit by unit, and whether the search came to its end."""
    try:
        return (yield from _refined(notebook, goal, found)), True
    except OutOfBudget:
        return found, False


def _refined(notebook: Notebook, goal: Goal, found: UnitSet) -> Plan[UnitSet]:
    return (yield from _reduced(notebook, goal, atoms_of((), found), len(found)))


def atoms_of(groups: Atoms, units: UnitSet) -> list[UnitSet]:
    """Return the groups that a set holds whole, and its other units each by itself."""
    whole = {group[0]: group for group in groups if set(group) <= set(units)}
    others = set(units) - set(chain(*whole.values()))
    return [whole.get(unit, (unit,)) for unit in units if unit in whole or unit in others]


def _start(notebook: Notebook, goal: Goal, guesses: Iterable[UnitSet]) -> Plan[UnitSet]:
    """The smallest set that is known to have the property, or a smaller guess that turns out to."""
    known = goal.known(notebook)[0]
    for guess in sorted(set(guesses), key=lambda one: order_of(notebook, one)):
        if len(guess) < len(known) and (yield from _shown(notebook, goal, guess)):
            return guess
    return known


def _shown(notebook: Notebook, goal: Goal, units: UnitSet) -> Plan[bool]:
    yield from notebook.attempt([goal.hybrid(notebook, units)])
    return goal.holds(notebook, units)


def _reduced(notebook: Notebook, goal: Goal, atoms: Atoms, parts: int) -> Plan[UnitSet]:
    """Narrow down to a set that no longer has the property whichever one atom is left out."""
    no_part_suffices = False  # None of these parts by itself, nor a part of one.
    while len(atoms) > 1:
        chunks = _chunks(atoms, parts)
        # Where none of two and more parts can be left out, none suffices: as far as more units never hurt.
        is_known = no_part_suffices and parts > 2
        smaller = None if is_known else (yield from _first_shown(notebook, goal, chunks))
        if smaller is not None:
            atoms, parts = smaller, 2
            continue
        if parts > 2:
            smaller = yield from _first_shown(notebook, goal, _all_but_one(chunks))
        if smaller is not None:
            atoms, parts = smaller, max(parts - 1, 2)
        elif parts == len(atoms):
            break
        else:
            no_part_suffices = not _is_any_refused(notebook, goal, _all_but_one(chunks))
            parts = _finer(parts, len(atoms))
    return notebook.ordered(chain(*atoms))


def _finer(parts: int, atoms: int) -> int:
    """Twice as many parts; each atom by itself once so many parts are needed that most of the atoms may be.

    Doubling to the end takes as many tries again, in vain where all are needed.
    """
    return atoms if parts >= _MANY_NEEDED else min(2 * parts, atoms)


_MANY_NEEDED = 8


def _is_any_refused(notebook: Notebook, goal: Goal, candidates: Iterable[Atoms]) -> bool:
    return any(notebook.refused(goal.hybrid(notebook, notebook.ordered(chain(*atoms)))) for atoms in candidates)


def _first_shown(notebook: Notebook, goal: Goal, candidates: Iterable[Atoms]) -> Plan[Atoms | None]:
    for atoms in candidates:
        if (yield from _shown(notebook, goal, notebook.ordered(chain(*atoms)))):
            return atoms
    return None


def _chunks(atoms: Atoms, parts: int) -> list[Atoms]:
    ends = [len(atoms) * at // parts for at in range(parts + 1)]
    return [atoms[start:end] for start, end in pairwise(ends)]


def _all_but_one(chunks: Sequence[Atoms]) -> list[Atoms]:
    """Each chunk left out in turn, the last first: that is where `positions` stands, which seldom matters.

    What was behind it comes first then, to be left out last: it was needed before, and mostly still is.
    """
    rotated = [(*chunks[at + 1 :], *chunks[:at]) for at in reversed(range(len(chunks)))]
    return [[atom for chunk in rest for atom in chunk] for rest in rotated]


def _behind_refusals(notebook: Notebook, goal: Goal, atoms: Atoms) -> Plan[UnitSet]:
    """Look at all subsets where a refusal stood in the way to a smaller set.

    In the trial of the idea (CAUSES) all sets that delta debugging missed had most subsets refused.
    """
    found = notebook.ordered(chain(*atoms))
    removals = [
        goal.hybrid(notebook, notebook.ordered(chain(*rest))) for rest in _all_but_one([[one] for one in atoms])
    ]
    if not 2 < len(atoms) <= LARGEST or not any(notebook.refused(one) for one in removals):
        return found
    smaller = subsets(notebook, atoms)[1:-1]
    yield from notebook.check(goal.hybrid(notebook, one) for one in smaller)
    for one in smaller:
        if (yield from _shown(notebook, goal, one)):
            return one
    return found
