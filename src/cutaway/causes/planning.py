"""The plan of an experiment: which hybrids to try, from the controls to the verdicts.

Knows when to try everything and when to narrow down. Does not know how a hybrid is made, run or worded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from ..compare.verdicts import Unit, UnitSet, Verdict, Why
from . import goals
from .asking import Plan
from .delta import refined
from .exhaustion import LARGEST, all_minimal, minimal, smallest_only, subsets
from .grouping import inseparable, partners, still_whole, with_partners
from .narrowing import Narrowed, narrowed, narrowed_again, with_all_alone
from .notebook import Hindered, Notebook, OutOfBudget

OUTSIDE = "the cause lies outside these differences"
CHANGED_BY_ITSELF = "taking the code apart and putting it together changes this already, with no difference put in"
BUDGET = 1000
"""How many hybrids may be tried if nobody says otherwise; twice what nine units can come to."""

Sets = tuple[UnitSet, ...]


class Found(NamedTuple):
    """What a search found in one channel: the sets of the three goals."""

    sufficient: Sets
    restores_before: Sets
    no_longer_after: Sets
    search: str
    complete: bool


class Searched(NamedTuple):
    """What a search found by channel, and the groups of units that cannot be separated."""

    found: Mapping[str, Found]
    inseparable: tuple[UnitSet, ...]


def explain(units: Sequence[Unit], channels: Sequence[str], budget: int = BUDGET) -> Plan[Why]:
    """Ask for the hybrids that show what causes the difference in each channel; return verdicts, without words.

    Yields `Check` and `Try` and is sent their answers (`asking`). At most `budget` hybrids are tried.
    """
    notebook = Notebook([unit.id for unit in units], budget)
    controls = yield from _controls(notebook, channels)
    held = [channel for channel in channels if all(controls[channel].values())]
    found, groups = (yield from _searched(notebook, held)) if held else Searched({}, ())
    return Why(
        units=tuple(units),
        verdicts=tuple(_verdict(notebook, channel, controls[channel], found.get(channel)) for channel in channels),
        trials=tuple(notebook.trials.values()),
        inseparable=groups,
    )


def _controls(notebook: Notebook, channels: Sequence[str]) -> Plan[dict[str, Mapping[str, bool]]]:
    """Try no unit and all units: whether they are as "before" and "after" in each channel."""
    with suppress(OutOfBudget):  # a control that was not tried did not hold
        yield from notebook.attempt([(), notebook.everything])
    return {
        channel: {
            "before": notebook.like((), channel) == "before",
            "after": notebook.like(notebook.everything, channel) == "after",
        }
        for channel in channels
    }


def _searched(notebook: Notebook, channels: Sequence[str]) -> Plan[Searched]:
    """Try everything where that is little, and within the budget; else narrow down."""
    singles = [(unit,) for unit in notebook.everything]
    if len(singles) <= LARGEST:
        yield from notebook.check(subsets(notebook, singles))
        groups = inseparable(notebook)
        return Searched((yield from _in_groups(notebook, groups, channels)), groups)
    unhindered = yield from _unhindered(notebook, singles, channels)
    if unhindered is not None:
        return Searched(unhindered, ())
    groups = yield from partners(notebook)
    found = yield from _in_groups(notebook, groups, channels)
    return Searched(found, still_whole(notebook, groups))


def _unhindered(notebook: Notebook, atoms: Sequence[UnitSet], channels: Sequence[str]) -> Plan[dict[str, Found] | None]:
    """Narrow down as long as nothing is refused: partners are looked for only then, since each takes a check."""
    notebook.stops_at_refusal = True
    try:
        return (yield from _narrowed(notebook, atoms, channels))
    except Hindered:
        return None
    finally:
        notebook.stops_at_refusal = False


def _in_groups(notebook: Notebook, groups: Sequence[UnitSet], channels: Sequence[str]) -> Plan[dict[str, Found]]:
    atoms = with_partners(notebook, groups)
    if len(atoms) <= LARGEST and (yield from _is_within_budget(notebook, atoms)):
        return (yield from _exhaustive(notebook, atoms, channels))
    return (yield from _narrowed(notebook, atoms, channels))


def _is_within_budget(notebook: Notebook, atoms: Sequence[UnitSet]) -> Plan[bool]:
    wanted = subsets(notebook, atoms)
    yield from notebook.check(wanted)
    return sum(one not in notebook.trials for one in wanted) <= notebook.left


def _exhaustive(notebook: Notebook, atoms: Sequence[UnitSet], channels: Sequence[str]) -> Plan[dict[str, Found]]:
    """Try all unions; groups that checks alone suggested are then taken apart as far as that goes."""
    yield from all_minimal(notebook, atoms)
    found: dict[str, Found] = {}
    for channel in channels:
        sets: list[Sets] = []
        ended = True
        for goal in goals.ALL:
            parts: list[UnitSet] = []
            for one in minimal(notebook, goal(channel)):
                part, complete = yield from refined(notebook, goal(channel), one)
                parts.append(part)
                ended = ended and complete
            sets.append(smallest_only(notebook, parts))
        found[channel] = Found(sets[0], sets[1], sets[2], "exhaustive", ended)
    return found


def _narrowed(notebook: Notebook, atoms: Sequence[UnitSet], channels: Sequence[str]) -> Plan[dict[str, Found]]:
    """Search channel by channel; what was found for one is a guess for the next, and what it showed holds for all."""
    guesses: list[UnitSet] = []
    searched: dict[str, Narrowed] = {}
    for channel in channels:
        searched[channel] = yield from narrowed(notebook, channel, atoms, guesses)
        guesses += searched[channel].sets
    found: dict[str, Found] = {}
    for channel, one in searched.items():
        smallest = yield from narrowed_again(notebook, channel, atoms, one, guesses)
        found[channel] = yield from _with_all_alone(notebook, channel, atoms, smallest)
    return found


def _with_all_alone(notebook: Notebook, channel: str, atoms: Sequence[UnitSet], searched: Narrowed) -> Plan[Found]:
    sets: list[Sets] = []
    ended = searched.complete
    for goal, one in zip(goals.ALL, searched.sets, strict=True):
        told, complete = yield from with_all_alone(notebook, goal(channel), atoms, one)
        sets.append(told)
        ended = ended and complete
    return Found(sets[0], sets[1], sets[2], "delta debugging", ended)


def _verdict(notebook: Notebook, channel: str, controls: Mapping[str, bool], found: Found | None) -> Verdict:
    told = Verdict(
        channel,
        controls=controls,
        hybrids=notebook.tried,
        refused=dict(sorted(notebook.refusals.items())),
        crashed=notebook.count("crashed") + notebook.count("lost"),
        timed_out=notebook.count("timed out"),
        third=sum(trial.likeness.get(channel) == "third" for trial in notebook.trials.values()),
    )
    if found is None:
        return told._replace(inconclusive=_no_control(notebook, controls), complete=_controls_were_had(notebook))
    return told._replace(**found._asdict(), grade=_grade(notebook, channel, found))


def _grade(notebook: Notebook, channel: str, found: Found) -> str:
    """The worst grade among the hybrids on which a verdict rests."""
    sets = (found.sufficient, found.restores_before, found.no_longer_after)
    hybrids = [goal(channel).hybrid(notebook, one) for goal, some in zip(goals.ALL, sets, strict=True) for one in some]
    grades = {notebook.trials[one].grade for one in hybrids}
    return "strict" if grades <= {"strict"} else "tolerated"


def _controls_were_had(notebook: Notebook) -> bool:
    return all(units in notebook.trials for units in ((), notebook.everything))


def _no_control(notebook: Notebook, controls: Mapping[str, bool]) -> str:
    """Why there is no set: a control that did not come to its end says so itself.

    What no difference changes is no difference's doing; only where that control holds do all differences show anything.
    """
    if not _controls_were_had(notebook):
        return "the budget does not allow both controls"
    for units, words in ((), "no difference"), (notebook.everything, "all differences"):
        trial = notebook.trials[units]
        if trial.outcome in ("refused", "crashed", "lost"):
            return f"the control with {words} put in was {_UNUSABLE[trial.outcome]} ({trial.reason})"
    return OUTSIDE if controls["before"] else CHANGED_BY_ITSELF


_UNUSABLE = {"refused": "refused", "crashed": "ended by a crash", "lost": "lost"}
