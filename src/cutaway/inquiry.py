"""Why two captures behave differently, on one interpreter: what is asked of an experiment, and what it shows.

Knows when there is nothing to explain, or no way to. Does not know how sources became captures, nor what a report says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from .causes.asking import run
from .causes.judging import judged
from .causes.planning import explain
from .causes.sentences import closing, lies_outside
from .compare.captures import Captured
from .compare.verdicts import Trial, Unit, UnitSet, Why
from .compare.versions import version_name
from .errors import CutawayError
from .interpreters.experimenting import Experiment, cpu_limit
from .layers import behavior, bytecode, code
from .layers.behavior import Baselines
from .layers.functions import compiled_flags
from .layers.matching import matching
from .layers.unit_words import described

NOTHING_DIFFERS = "No channel of behavior differs: there is nothing to explain."
NOTHING_STEADY_DIFFERS = (
    "No channel of behavior differs in what stays from run to run, so there is nothing to explain; set aside, since "
    "it varies by itself: {channels}."
)
TO_INCLUDE_THEM = "to try what differs outside the target, too, compare whole files that make the call: `--run --why`"
NOT_ALLOWED = "no hybrid was tried, as it was not to run again"

# The runs of a side, as its facts name them, and the channel that the second one alone is for.
CALLED, DRIVEN, EVENTUALLY = "dropped", "driven", "eventually"

_NO_BASELINE = frozenset({"timeout", "signal", "lost"})


class Inquiry(NamedTuple):
    """What is to be found out on one interpreter, and how much that may take.

    `sides` are the requests that behavior was observed with. `progress` is told how many hybrids were tried and how
    many it may come to; `before_trials` is asked before the first one, with the largest number of runs.
    `shown` is the number of a trial to be shown and run again.
    """

    executable: str
    captures: tuple[Captured, Captured]
    sides: Sequence[Mapping[str, Any]]
    timeout: float
    memory: int
    budget: int
    progress: Callable[[int, int], None] | None = None
    before_trials: Callable[[int], bool] | None = None
    shown: int | None = None


def answer(inquiry: Inquiry) -> Why:
    """Return which differences cause which behavior, or why that cannot be said: a failing experiment is trouble."""
    before, after = inquiry.captures
    absent = before.reading(behavior.NAME).get("absent") or after.reading(behavior.NAME).get("absent")
    if absent:
        return Why(trouble=str(absent))
    baselines = Baselines(before.side(behavior.NAME), after.side(behavior.NAME))
    if trouble := _without_baseline(inquiry, baselines, CALLED):
        return Why(trouble=f"inconclusive: {trouble}")
    unreachable = _without_baseline(inquiry, baselines, DRIVEN)
    channels = [channel for channel in baselines.differing if not unreachable or channel != EVENTUALLY]
    if not channels and unreachable:
        return Why(trouble=f"inconclusive: {unreachable}", varying=baselines.varying)
    if not channels:
        return Why(closing=_nothing_differs(baselines), varying=baselines.varying)
    try:
        why = _explained(inquiry, baselines, channels)
    except CutawayError as error:
        return Why(trouble=str(error), varying=baselines.varying)
    return why._replace(notes=(*why.notes, f"{EVENTUALLY} is left out: {unreachable}")) if unreachable else why


def _nothing_differs(baselines: Baselines) -> str:
    failing, varying = baselines.failing_alike, ", ".join(baselines.varying)
    told = NOTHING_STEADY_DIFFERS.format(channels=varying) if varying else NOTHING_DIFFERS
    told += f" Both sides {failing}." if failing else ""
    return told + (f" {baselines.guarded[:1].upper()}{baselines.guarded[1:]}." if baselines.guarded else "")


def _without_baseline(inquiry: Inquiry, baselines: Baselines, run: str) -> str:
    """Why there is nothing to compare a hybrid with; "" where that run of both sides came to an end of its own."""
    before, after = (_unended(captured, baselines, run) for captured in inquiry.captures)
    if not before.words and not after.words:
        return ""
    if before == after:
        told = f"each side {before.words}"
    else:
        ends = (("before", before), ("after", after))
        told = "; ".join(f"the side {side} {end.words}" for side, end in ends if end.words)
    longer = "; --timeout SECONDS lets a run take longer" if before.timed_out or after.timed_out else ""
    return f"{told}, so there is nothing to compare a hybrid with{longer}"


class _Unended(NamedTuple):
    """How a run ended that did not come to an end of its own, in one line, and whether its time was up."""

    words: str = ""
    timed_out: bool = False


def _unended(captured: Captured, baselines: Baselines, run: str) -> _Unended:
    for runs in captured.side(behavior.NAME).facts["runs"]:
        words = baselines.ended({run: runs[run]}) if run in runs else ""
        ended = runs[run]["ended"] if words else {}
        if words and (ended["how"] in _NO_BASELINE or ended["stage"] == "trouble"):
            return _Unended(words, ended["how"] == "timeout")
    return _Unended()


def _explained(inquiry: Inquiry, baselines: Baselines, channels: Sequence[str]) -> Why:
    """The answer in which the flags that decorators set stand for them; where that is not all they do, without."""
    live = [_live_flags(captured) for captured in inquiry.captures]
    if live == [None, None]:
        return _by_experiment(inquiry, baselines, channels)
    sides = [{**side, "live_flags": flags} for side, flags in zip(inquiry.sides, live, strict=True)]
    why = _by_experiment(inquiry._replace(sides=sides), baselines, channels)
    if all(all(verdict.controls.values()) for verdict in why.verdicts):
        return why
    return max(_by_experiment(inquiry, baselines, channels), why, key=_controls_held)


def _controls_held(why: Why) -> int:
    return sum(all(verdict.controls.values()) for verdict in why.verdicts)


def _live_flags(captured: Captured) -> Any:
    """What a side's run told of the function that was called, None where its flags are those compiled."""
    live = captured.side(behavior.NAME).facts["runs"][0]["dropped"]["record"].get("live_flags")
    compiled = compiled_flags(captured.side(code.NAME))
    return live if live is not None and live["flags"] & ~compiled else None


def _by_experiment(inquiry: Inquiry, baselines: Baselines, channels: Sequence[str]) -> Why:
    before, after = inquiry.captures
    instructions, codes = ((before.side(layer), after.side(layer)) for layer in (bytecode.NAME, code.NAME))
    matched = matching(*instructions)
    driven = EVENTUALLY in channels
    used = max(captured.side(behavior.NAME).facts["cpu_seconds"] for captured in inquiry.captures)
    with Experiment(
        inquiry.executable,
        inquiry.sides,
        matched,
        timeout=inquiry.timeout,
        memory=inquiry.memory,
        cpu_seconds=cpu_limit(inquiry.timeout, used),
        driven=driven,
    ) as experiment:
        prepared = experiment.prepare()
        units = [Unit(*words) for words in described(prepared.units, instructions, codes, matched)]
        if not _may_run(inquiry, len(units), 2 if driven else 1):
            return Why(tuple(units), trouble=NOT_ALLOWED, varying=baselines.varying)
        attempt = partial(_attempt, experiment, baselines, channels)
        why = run(explain(units, channels, inquiry.budget), experiment.check, attempt, inquiry.progress)
        around = experiment.around() if lies_outside(why) else None
        modules = _names_that_differ(inquiry.captures)
        why = why._replace(
            closing=closing(why, _place(before), baselines.effects, _subject(before), around, modules),
            varying=baselines.varying,
            notes=(*why.notes, *prepared.notes, *([TO_INCLUDE_THEM] if around else [])),
        )
        return why if inquiry.shown is None else _with_shown(why, experiment, before, inquiry.shown)


def _place(captured: Captured) -> str:
    return f"On {captured.python.get('implementation', 'Python')} {version_name(captured.python)}"


def _subject(captured: Captured) -> str:
    return "the module" if captured.side(behavior.NAME).facts.get("call") is None else "the call"


def _names_that_differ(captures: Sequence[Captured]) -> tuple[str, ...]:
    """The names under which the two modules were imported; none where that is one name."""
    names = tuple(str(captured.side(behavior.NAME).facts["module"]) for captured in captures)
    return names if len(set(names)) > 1 else ()


def _may_run(inquiry: Inquiry, units: int, runs_a_hybrid: int) -> bool:
    if inquiry.before_trials is None:
        return True
    return inquiry.before_trials(min(inquiry.budget, 1 << units) * runs_a_hybrid)


def _attempt(experiment: Experiment, baselines: Baselines, channels: Sequence[str], units: UnitSet) -> Trial:
    trial = judged(baselines, units, experiment.attempt(units))
    return trial._replace(likeness={name: word for name, word in trial.likeness.items() if name in channels})


def _with_shown(why: Why, experiment: Experiment, before: Captured, number: int) -> Why:
    """The answer with one of its trials shown as bytecode, and run again."""
    trial = next((trial for trial in why.trials if trial.number == number), None)
    if trial is None:
        return why
    shown: dict[str, Any] = {"number": number}
    facts = experiment.show(trial.units).get("facts")
    if facts is not None:
        shown[bytecode.NAME] = bytecode.listing(before.side(bytecode.NAME)._replace(facts=facts))
    runs = experiment.attempt(trial.units).get("runs")
    if runs is not None:
        side = before.side(behavior.NAME)
        # A side is listed with both its baselines; this one ran once.
        shown[behavior.NAME] = behavior.listing(side._replace(facts={**side.facts, "runs": [runs, runs]}))
    return why._replace(shown=shown)
