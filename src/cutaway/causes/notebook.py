"""The notebook of an experiment: what was asked so far, so that nothing is asked twice and nothing beyond the budget.

Knows checks and trials by their sets. Does not know what is looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..compare.verdicts import Trial, UnitSet
from .asking import Check, Checked, Plan, Try
from .judging import refused


class OutOfBudget(Exception):
    """More tries were wanted than the budget allows; the plan ends with what it has."""


class Hindered(Exception):
    """The first set was refused where it was not known yet that any would be."""


class Notebook:
    """Checks and trials of one experiment; `trials` holds them by set in order of asking, numbered from 1."""

    def __init__(self, units: Sequence[str], budget: int) -> None:
        self.everything: UnitSet = tuple(units)
        self.trials: dict[UnitSet, Trial] = {}
        self.accepted: set[UnitSet] = set()
        self.refusals: Counter[str] = Counter()
        self.tried = 0
        self.foreseen = budget
        self.stops_at_refusal = False
        self._budget = budget
        self._place = {unit: at for at, unit in enumerate(units)}

    @property
    def left(self) -> int:
        """How many tries the budget still allows."""
        return self._budget - self.tried

    def ordered(self, units: Iterable[str]) -> UnitSet:
        """Return a set in the order of the units, as a set is named."""
        return tuple(sorted(set(units), key=self._place.__getitem__))

    def without(self, units: Iterable[str]) -> UnitSet:
        """Return all units but these."""
        left_out = set(units)
        return tuple(unit for unit in self.everything if unit not in left_out)

    def check(self, sets: Iterable[UnitSet]) -> Plan[None]:
        """Find out which sets are refused; these are trials too, which cost nothing of the budget."""
        unknown = [one for one in dict.fromkeys(sets) if one not in self.accepted and one not in self.trials]
        if not unknown:
            return
        answers: Sequence[Checked] = yield Check(tuple(unknown))
        for chosen, answer in zip(unknown, answers, strict=True):
            if "refused" in answer:
                self._refuse(chosen, answer["refused"])
            else:
                self.accepted.add(chosen)

    def _refuse(self, chosen: UnitSet, refusal: Mapping[str, str]) -> None:
        self.refusals[refusal["name"]] += 1
        self.trials[chosen] = refused(chosen, refusal)._replace(number=len(self.trials) + 1)

    def attempt(self, sets: Iterable[UnitSet]) -> Plan[None]:
        """Have all sets that are not refused tried; raise OutOfBudget once as many were as may be.

        Where `stops_at_refusal` is set, raise Hindered as soon as one is refused.
        """
        wanted = list(dict.fromkeys(sets))
        yield from self.check(wanted)
        if self.stops_at_refusal and self.refusals:
            raise Hindered
        untried = [one for one in wanted if one not in self.trials]
        allowed = untried[: self.left]
        if allowed:
            trials: Sequence[Trial] = yield Try(tuple(allowed), min(self._budget, self.foreseen))
            for chosen, trial in zip(allowed, trials, strict=True):
                self.tried += 1
                self.trials[chosen] = trial._replace(number=len(self.trials) + 1, units=chosen)
        if len(allowed) < len(untried):
            raise OutOfBudget

    def refused(self, units: UnitSet) -> bool:
        """Tell whether a set that was checked is refused."""
        return units in self.trials and self.trials[units].outcome == "refused"

    def like(self, units: UnitSet, channel: str) -> str:
        """What a set's hybrid was like in a channel; "unseen" where it was not tried or proves nothing."""
        trial = self.trials.get(units)
        return trial.likeness.get(channel, "unseen") if trial else "unseen"

    def count(self, outcome: str) -> int:
        """How many trials came out so."""
        return sum(trial.outcome == outcome for trial in self.trials.values())
