"""A channel's sets among many units: for each goal one that is minimal, and the single units that are one, too.

Knows in which set a unit must be that does something all by itself. Does not know how a set is made smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..compare.verdicts import UnitSet
from . import goals
from .asking import Plan
from .delta import Atoms, atoms_of, narrowest, refined
from .exhaustion import smallest_only
from .goals import Goal
from .notebook import Notebook, OutOfBudget


class Narrowed(NamedTuple):
    """The set that was found for each goal of a channel, and whether the search came to its end."""

    sets: tuple[UnitSet, ...]
    complete: bool


def narrowed(notebook: Notebook, channel: str, atoms: Atoms, guesses: Sequence[UnitSet]) -> Plan[Narrowed]:
    """Search goal by goal; what was found for one is the first guess for the next, and says which units to try alone.

    Where more units never undo what fewer do, a unit that alone is necessary is in every sufficient set, and one that
    alone is sufficient is in every set without which all is as before, but in no other smallest sufficient one.
    """
    sufficient, found = yield from narrowest(notebook, goals.sufficient(channel), atoms, guesses)
    left_out = yield from _tried_alone(notebook, goals.restores_before(channel), atoms, sufficient)
    restores, back = yield from narrowest(notebook, goals.restores_before(channel), atoms, (*guesses, sufficient))
    others = tuple(unit for unit in restores if unit not in sufficient)
    put_in = yield from _tried_alone(notebook, goals.sufficient(channel), atoms, others)
    no_longer, ended = yield from narrowest(
        notebook, goals.no_longer_after(channel), atoms, (*guesses, sufficient, restores)
    )
    return Narrowed((sufficient, restores, no_longer), all((found, left_out, back, put_in, ended)))


def narrowed_again(
    notebook: Notebook, channel: str, atoms: Atoms, searched: Narrowed, guesses: Sequence[UnitSet]
) -> Plan[Narrowed]:
    """Search again, for each goal, where what other channels' searches found or tried may do here with fewer units."""
    sets, ended = [], searched.complete
    for goal, one in zip(goals.ALL, searched.sets, strict=True):
        again, complete = yield from _smaller(notebook, goal(channel), atoms, one, guesses)
        sets.append(again)
        ended = ended and complete
    return Narrowed(tuple(sets), ended)


def _smaller(
    notebook: Notebook, goal: Goal, atoms: Atoms, found: UnitSet, guesses: Sequence[UnitSet]
) -> Plan[tuple[UnitSet, bool]]:
    smaller = [one for one in guesses if len(one) < len(found) and not set(one) <= set(found)]
    try:
        yield from notebook.attempt(goal.hybrid(notebook, one) for one in smaller)
    except OutOfBudget:
        return found, False
    if len(goal.known(notebook)[0]) >= len(found):
        return found, True
    return (yield from narrowest(notebook, goal, atoms, guesses))


def _tried_alone(notebook: Notebook, goal: Goal, atoms: Atoms, units: UnitSet) -> Plan[bool]:
    """Try each unit of a set by itself, and what cannot be separated together; return whether the budget allowed it."""
    alone = [*atoms_of(atoms, units), *atoms_of((), units)]
    try:
        yield from notebook.attempt(goal.hybrid(notebook, one) for one in alone)
    except OutOfBudget:
        return False
    return True


def with_all_alone(
    notebook: Notebook, goal: Goal, atoms: Atoms, found: UnitSet
) -> Plan[tuple[tuple[UnitSet, ...], bool]]:
    """Return the set that was found and all that have the property alone, and whether the search came to its end."""
    sets, ended = [found], True
    for one in goal.known(notebook):
        if one in atoms:
            part, complete = yield from refined(notebook, goal, one)
            sets.append(part)
            ended = ended and complete
    return smallest_only(notebook, sets), ended
