"""Every subset tried: all minimal sets, without doubt.

Knows subsets and which of them are minimal. Does not know why there are few enough of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

from ..compare.verdicts import UnitSet
from .asking import Plan
from .goals import Goal, order_of
from .notebook import Notebook

LARGEST = 9
"""2 to 512 hybrids; in the trial of the idea (CAUSES) 0.05 to 3 s."""


def subsets(notebook: Notebook, atoms: Sequence[UnitSet]) -> list[UnitSet]:
    """Return all unions of atoms, those of few atoms first."""
    return [notebook.ordered(chain(*chosen)) for size in range(len(atoms) + 1) for chosen in combinations(atoms, size)]


def all_minimal(notebook: Notebook, atoms: Sequence[UnitSet]) -> Plan[None]:
    """Try every union of atoms that is not refused; `minimal` then tells what was found."""
    wanted = subsets(notebook, atoms)
    yield from notebook.check(wanted)
    notebook.foreseen = sum(not notebook.refused(one) for one in wanted)
    yield from notebook.attempt(wanted)


def minimal(notebook: Notebook, goal: Goal) -> tuple[UnitSet, ...]:
    """Return the known sets with the property of which no known proper subset has it, smallest first."""
    return smallest_only(notebook, goal.known(notebook))


def smallest_only(notebook: Notebook, sets: Iterable[UnitSet]) -> tuple[UnitSet, ...]:
    """Return the sets that hold no other of them, each once."""
    kept: list[UnitSet] = []
    for one in sorted(set(sets), key=lambda one: order_of(notebook, one)):
        if not any(set(other) < set(one) for other in kept):
            kept.append(one)
    return tuple(kept)
