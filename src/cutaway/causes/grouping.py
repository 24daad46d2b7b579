"""Units that cannot be separated: every hybrid that could run has all of them or none.

Knows what checks alone can tell; nothing is tried for it. Does not know what a unit causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..compare.verdicts import UnitSet
from .asking import Plan
from .notebook import Notebook

LARGEST_CHECKED = 300
"""Above that many units each is left to itself: finding its partners takes a check or two a unit."""


def inseparable(notebook: Notebook) -> tuple[UnitSet, ...]:
    """Return the groups of units that no accepted set tells apart; right where every subset was checked."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    accepted = sorted(notebook.accepted)
    for unit in notebook.everything:
        groups.setdefault(tuple(unit in one for one in accepted), []).append(unit)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def still_whole(notebook: Notebook, groups: Iterable[UnitSet]) -> tuple[UnitSet, ...]:
    """Return those groups that no set which turned out to be accepted has torn apart."""
    return tuple(
        group for group in groups if not any(0 < len(set(group) & set(one)) < len(group) for one in notebook.accepted)
    )


def with_partners(notebook: Notebook, groups: Iterable[UnitSet]) -> tuple[UnitSet, ...]:
    """Return all units as atoms: the groups, and each other unit by itself, in order."""
    group_of = {unit: group for group in groups for unit in group}
    return tuple(dict.fromkeys(group_of.get(unit, (unit,)) for unit in notebook.everything))


def partners(notebook: Notebook) -> Plan[tuple[UnitSet, ...]]:
    """Find by checks only which units need each other: those refused alone, and when only they are left out."""
    if len(notebook.everything) > LARGEST_CHECKED:
        return ()
    singles = [(unit,) for unit in notebook.everything]
    yield from notebook.check(singles)
    refused = [one for one in singles if notebook.refused(one)]
    yield from notebook.check(notebook.without(one) for one in refused)
    lonely = [one[0] for one in refused if _cannot_part(notebook, one)]
    groups: list[UnitSet] = []
    while len(lonely) > 1:
        group = yield from _partners_of(notebook, lonely)
        groups += [group] if len(group) > 1 else []
        lonely = [unit for unit in lonely if unit not in group]
    return tuple(groups)


def _cannot_part(notebook: Notebook, units: UnitSet) -> bool:
    return notebook.refused(units) and notebook.refused(notebook.without(units))


def _partners_of(notebook: Notebook, lonely: Sequence[str]) -> Plan[UnitSet]:
    """The first of the lonely units with the fewest others that make a set which can be put in or left out."""
    first, *others = lonely
    for other in others:
        if (yield from _can_part(notebook, (first, other))):
            return notebook.ordered((first, other))
    if not (yield from _can_part(notebook, lonely)):
        return (first,)
    kept = list(others)
    for other in others:
        fewer = [unit for unit in kept if unit != other]
        if (yield from _can_part(notebook, (first, *fewer))):
            kept = fewer
    return notebook.ordered((first, *kept))


def _can_part(notebook: Notebook, units: Iterable[str]) -> Plan[bool]:
    """Tell whether these together can be put in, or left out."""
    together = notebook.ordered(units)
    yield from notebook.check([together, notebook.without(together)])
    return not _cannot_part(notebook, together)
