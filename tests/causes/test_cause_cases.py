"""Pairs of texts, each with the differences that cause its behavior, by channel and version: the files in `cases`.

Knows how a case's words are held against an answer. Does not know why a case has its causes: the case says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pytest
from cause_cases import CASES, CHANNELS, MEANINGS, NO_SET, Case, is_meant, worded

import cutaway
from cutaway import session
from cutaway.causes import goals
from cutaway.causes.asking import Plan, run
from cutaway.causes.delta import narrowest
from cutaway.causes.exhaustion import LARGEST
from cutaway.causes.grouping import partners, with_partners
from cutaway.causes.notebook import Notebook
from cutaway.causes.planning import CHANGED_BY_ITSELF, OUTSIDE
from cutaway.compare.verdicts import Trial, UnitSet, Why
from cutaway.compare.why_document import why_from_json
from cutaway.interpreters import Interpreter

Entry = Mapping[str, Any]
Explain = Callable[[Case], Entry]
IN_THE_DOCUMENT = {"sufficient": "sufficient", "necessary": "necessary", "no longer": "no_longer_after"}


@pytest.fixture(scope="session")
def explain(python: Interpreter) -> Iterator[Explain]:
    """Ask one interpreter why, its probe kept alive; each case is asked once."""
    with session.Subjects((python,)) as subjects:

        @cache
        def answer(case: Case) -> Entry:
            compared = session.compare(*case.sources, subjects, case.question)
            (entry,) = cutaway.Diff(compared).to_json(full=True)["comparisons"]
            assert entry["trouble"] is None
            return entry

        yield answer


def differing(entry: Entry) -> set[str]:
    """The channels that the layer behavior counts as different."""
    (layer,) = (one for one in entry["layers"] if one["layer"] == "behavior")
    return {change["name"] for change in layer["changes"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_has_the_causes_that_it_says(case: Case, explain: Explain, python: Interpreter) -> None:
    if not case.runs_on(python.minor):
        pytest.skip(f"its text means nothing to {python.version}")
    entry = explain(case)
    verdicts = {verdict["channel"]: verdict for verdict in entry["verdicts"]}
    wrong = [
        found
        for channel in CHANNELS
        for found in disagreement(case, channel, verdicts.get(channel), entry, python.minor)
    ]
    assert not wrong, "\n" + "\n".join(
        [*wrong, f"units: {worded([[one['id']] for one in entry['units']], entry['units'])}"]
    )


def disagreement(
    case: Case, channel: str, verdict: Entry | None, entry: Entry, version: tuple[int, int]
) -> Iterator[str]:
    """What the case says of a channel and the answer does not, in words."""
    told = case.says(channel, "sufficient", version)
    if told == "whatever":
        return
    if told in {"same", "varies"}:
        if verdict is not None:
            yield f"{channel}: meant {told}, found {worded(verdict['sufficient'], entry['units'])}"
        if told == "same" and channel in differing(entry):
            yield f"{channel}: meant same, found different"
        if told == "varies" and channel not in entry["varying"]:
            yield f"{channel}: meant to vary, found steady"
        return
    if verdict is None:
        yield f"{channel}: meant {told}, found no verdict"
    elif told == "outside":
        if "outside these differences" not in verdict["inconclusive"] or verdict["sufficient"] or verdict["necessary"]:
            yield f"{channel}: meant outside, found {worded(verdict['sufficient'], entry['units'])}"
    elif told == "altered":
        if verdict["inconclusive"] != CHANGED_BY_ITSELF or verdict["controls"]["before"]:
            yield f"{channel}: meant altered, found {verdict['inconclusive'] or verdict['sufficient']}"
    else:
        yield from _sets_that_disagree(case, channel, verdict, entry, version)


def _sets_that_disagree(
    case: Case, channel: str, verdict: Entry, entry: Entry, version: tuple[int, int]
) -> Iterator[str]:
    for meaning in MEANINGS:
        told = case.says(channel, meaning, version)
        if meaning == "no longer" and f"{channel} no longer" not in case.header:
            continue
        sets = verdict[IN_THE_DOCUMENT[meaning]]
        if told != "whatever" and not is_meant(told, sets, entry["units"]):
            why = f" ({verdict['inconclusive']})" if verdict["inconclusive"] else ""
            yield f"{channel} {meaning}: meant {told}, found {worded(sets, entry['units'])}{why}"


@pytest.mark.parametrize("case", [case for case in CASES if "around" in case.header], ids=lambda case: case.name)
def test_names_what_differs_around_where_the_cause_lies_outside(
    case: Case, explain: Explain, python: Interpreter
) -> None:
    named = " and ".join(f"`{name}`" for name in case.header["around"].split())
    assert explain(case)["closing"].endswith(f"; outside the target the modules differ, too: in {named}.")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_controls_are_run_and_nothing_crashes(case: Case, explain: Explain, python: Interpreter) -> None:
    if not case.runs_on(python.minor):
        pytest.skip(f"its text means nothing to {python.version}")
    entry = explain(case)
    for verdict in entry["verdicts"]:
        assert set(verdict["controls"]) == {"before", "after"}
        found = all(verdict["controls"].values())
        assert found == (verdict["inconclusive"] not in (OUTSIDE, CHANGED_BY_ITSELF)), verdict
        assert verdict["crashed"] == 0, f"{verdict['channel']}: a hybrid that was let through crashed"
        assert verdict["timed_out"] == 0


def test_every_case_asks_one_question_and_speaks_of_channels() -> None:
    for case in CASES:
        assert ("call" in case.header) != ("run" in case.header), case.name
        assert ("call" in case.header) == ("target" in case.header), case.name
        outside = any("outside" in case.header.get(channel, "") for channel in CHANNELS)
        assert outside == ("around" in case.header), case.name
        told = {case.says(channel, "sufficient", (3, minor)) for channel in CHANNELS for minor in range(8, 16)}
        assert NO_SET.isdisjoint({word for one in told - NO_SET for word in one.split()}), case.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_compiles_where_it_is_meant_to(case: Case, explain: Explain, python: Interpreter) -> None:
    # A case whose side does not compile would differ in nothing, as the cases about nothing expect.
    if case.runs_on(python.minor):
        assert all(layer["same"] is not None for layer in explain(case)["layers"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_delta_debugging_finds_what_trying_everything_found(case: Case, explain: Explain, python: Interpreter) -> None:
    if not case.runs_on(python.minor):
        pytest.skip(f"its text means nothing to {python.version}")
    why = why_from_json(explain(case))
    if len(why.units) > LARGEST:
        pytest.skip("not every set of units was tried: some go together")
    for verdict in why.verdicts:
        if verdict.search != "exhaustive":
            continue  # nothing to hold it against: no control held, or there were too many units
        for goal, sets in zip(
            goals.ALL, (verdict.sufficient, verdict.restores_before, verdict.no_longer_after), strict=True
        ):
            if sets:
                found = narrowed(why, goal(verdict.channel))
                assert found in sets, f"{verdict.channel}: {found}, none of {sets}"


def narrowed(why: Why, goal: goals.Goal) -> UnitSet:
    """What delta debugging finds in the world whose every set was tried."""
    known = {trial.units: trial for trial in why.trials}

    def search() -> Plan[UnitSet]:
        notebook = Notebook([unit.id for unit in why.units], budget=1000)
        yield from notebook.attempt([(), notebook.everything])
        groups = yield from partners(notebook)
        found, _ = yield from narrowest(notebook, goal, with_partners(notebook, groups), ())
        return found

    def check(sets: Sequence[UnitSet]) -> list[Mapping[str, Any]]:
        return [_checked(known[one]) for one in sets]

    return run(search(), check, known.__getitem__)


def _checked(trial: Trial) -> Mapping[str, Any]:
    if trial.outcome == "refused":
        return {"refused": {"name": trial.reason, "detail": ""}}
    return {"grade": trial.grade, "tolerated": []}
