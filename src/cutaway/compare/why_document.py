"""The answer to "why" as a part of a comparison's JSON entry, and back.

Knows the keys that docs/json.md describes. Does not know how a set was found, nor how it is worded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..layers import NAMES
from ..layers.difference import Row
from .row_document import line_from_json, line_to_json, row_from_json, row_to_json
from .verdicts import Trial, Unit, UnitSet, Verdict, Why


def why_to_json(why: Why) -> dict[str, Any]:
    """Return the keys that a comparison gains where "why" was asked."""
    return {
        "verdicts": [_verdict_to_json(verdict) for verdict in why.verdicts],
        "units": [_unit_to_json(unit) for unit in why.units],
        "trials": [_trial_to_json(trial) for trial in why.trials],
        "inseparable": _sets_to_json(why.inseparable),
        "varying": list(why.varying),
        "closing": why.closing,
        "why_notes": list(why.notes),
        "why_trouble": why.trouble,
        **({} if why.shown is None else {"shown": _shown_to_json(why.shown)}),
    }


def why_from_json(entry: Mapping[str, Any]) -> Why:
    """Return the answer that a comparison's entry holds."""
    return Why(
        units=tuple(_unit_from_json(unit) for unit in entry["units"]),
        verdicts=tuple(_verdict_from_json(verdict) for verdict in entry["verdicts"]),
        trials=tuple(_trial_from_json(trial) for trial in entry["trials"]),
        inseparable=_sets_from_json(entry["inseparable"]),
        varying=tuple(entry["varying"]),
        closing=entry["closing"],
        notes=tuple(entry["why_notes"]),
        trouble=entry["why_trouble"],
        shown=_shown_from_json(entry["shown"]) if "shown" in entry else None,
    )


def _unit_to_json(unit: Unit) -> dict[str, Any]:
    return {**unit._asdict(), "rows": [row_to_json(row) for row in unit.rows]}


def _unit_from_json(entry: Mapping[str, Any]) -> Unit:
    rows = (row_from_json(row) for row in entry["rows"])
    return Unit(**{**entry, "rows": tuple(row for row in rows if isinstance(row, Row))})


def _verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "channel": verdict.channel,
        "sufficient": _sets_to_json(verdict.sufficient),
        "necessary": _sets_to_json(verdict.necessary),
        "restores_before": _sets_to_json(verdict.restores_before),
        "no_longer_after": _sets_to_json(verdict.no_longer_after),
        "grade": verdict.grade,
        "controls": dict(verdict.controls),
        "hybrids": verdict.hybrids,
        "refused": sum(verdict.refused.values()),
        "refused_by": dict(verdict.refused),
        "crashed": verdict.crashed,
        "timed_out": verdict.timed_out,
        "third": verdict.third,
        "search": verdict.search,
        "complete": verdict.complete,
        "inconclusive": verdict.inconclusive,
    }


def _verdict_from_json(entry: Mapping[str, Any]) -> Verdict:
    plain = ("channel", "grade", "hybrids", "crashed", "timed_out", "third", "search", "complete", "inconclusive")
    return Verdict(
        **{key: entry[key] for key in plain},
        sufficient=_sets_from_json(entry["sufficient"]),
        restores_before=_sets_from_json(entry["restores_before"]),
        no_longer_after=_sets_from_json(entry["no_longer_after"]),
        controls=dict(entry["controls"]),
        refused=dict(entry["refused_by"]),
    )


def _trial_to_json(trial: Trial) -> dict[str, Any]:
    return {
        "number": trial.number,
        "units": list(trial.units),
        "outcome": trial.outcome,
        "grade": trial.grade,
        "reason": trial.reason,
        "tolerated": list(trial.tolerated),
        "likeness": dict(trial.likeness),
    }


def _trial_from_json(entry: Mapping[str, Any]) -> Trial:
    return Trial(**{**entry, "units": tuple(entry["units"]), "tolerated": tuple(entry["tolerated"])})


def _shown_to_json(shown: Mapping[str, Any]) -> dict[str, Any]:
    listings = {name: [line_to_json(line) for line in shown[name]] for name in NAMES if name in shown}
    return {"number": shown["number"], **listings}


def _shown_from_json(entry: Mapping[str, Any]) -> dict[str, Any]:
    listings = {name: tuple(line_from_json(line) or () for line in entry[name]) for name in NAMES if name in entry}
    return {"number": entry["number"], **listings}


def _sets_to_json(sets: Sequence[UnitSet]) -> list[list[str]]:
    return [list(one) for one in sets]


def _sets_from_json(entry: Sequence[Sequence[str]]) -> tuple[UnitSet, ...]:
    return tuple(tuple(one) for one in entry)
