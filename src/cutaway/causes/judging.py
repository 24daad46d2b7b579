"""What one hybrid showed: its outcome, and in each channel which side it was like.

Knows how a run ends and what an experiment answers. Does not know which hybrid comes next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..compare.verdicts import Trial, UnitSet
from ..layers.behavior import Baselines

# The worst first: a hybrid is what its worst run is.
_OUTCOMES = {
    "lost": "lost",
    "signal": "crashed",
    "timeout": "timed out",
    "output": "flooded",
    "exit": "exited",
}


def judged(baselines: Baselines, units: UnitSet, answer: Mapping[str, Any]) -> Trial:
    """Return the trial of a set from what an experiment answered to `try`; the planner gives it its number."""
    if "refused" in answer:
        return refused(units, answer["refused"])
    runs = answer["runs"]
    outcome = outcome_of(runs)
    return Trial(
        0,
        units,
        outcome,
        answer["grade"],
        "" if outcome == "ran" else baselines.ended(runs),
        tuple(answer.get("tolerated", ())),
        baselines.likeness(runs),
    )


def refused(units: UnitSet, refusal: Mapping[str, str]) -> Trial:
    """Return the trial of a set whose hybrid was refused before it ran."""
    reason = ": ".join(part for part in (refusal["name"], refusal.get("detail")) if part)
    return Trial(0, units, "refused", "refused", reason)


def outcome_of(runs: Mapping[str, Any]) -> str:
    """Return how a hybrid came out; looking at the function afterwards does not count, but a crash always does."""
    ends = [run["ended"] for run in runs.values()]
    hows = {end["how"] for end in ends if end["how"] in ("signal", "lost") or end["stage"] not in ("look", "end")}
    return next((word for how, word in _OUTCOMES.items() if how in hows), "ran")
