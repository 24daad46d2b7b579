"""What an experiment's answer becomes: an outcome, a reason, a likeness."""

from __future__ import annotations

import pytest

from cutaway.causes.judging import judged, outcome_of
from cutaway.compare.verdicts import Trial
from cutaway.layers.behavior import Baselines
from cutaway.layers.difference import Side


def run_of(value, how="complete", stage="end", **more):
    return {
        "ended": {"how": how, "stage": stage, **more},
        "record": {"returns": {"type": "int", "repr": value, "cut": None}, "introspection": {"doc": None}},
        "output": {},
        "left_behind": False,
    }


def side(value):
    facts = {
        "call": "target()",
        "module": "subject",
        "limits": {"timeout": 10, "memory": 1 << 30, "output_cap": 1 << 20},
        "runs": [{"dropped": run_of(value)}, {"dropped": run_of(value)}],
    }
    return Side(facts, {"kind": "function", "name": "f", "qualname": "f", "line": 1}, (3, 12, 1))


@pytest.fixture
def baselines():
    return Baselines(side("1"), side("2"))


def test_a_run_is_like_a_side(baselines):
    answer = {"grade": "tolerated", "tolerated": ["a value is left on the stack"], "runs": {"dropped": run_of("2")}}
    assert judged(baselines, ("u1",), answer) == Trial(
        0, ("u1",), "ran", "tolerated", "", ("a value is left on the stack",), {"returns": "after"}
    )


def test_a_refusal_is_named_and_like_nothing(baselines):
    answer = {"refused": {"name": "stack underflow", "detail": "POP_TOP at 4"}}
    trial = judged(baselines, ("u1",), answer)
    assert (trial.outcome, trial.grade, trial.reason) == ("refused", "refused", "stack underflow: POP_TOP at 4")
    assert trial.likeness == {}


@pytest.mark.parametrize(
    ("run", "outcome", "reason", "like"),
    [
        (run_of("2", "signal", "call", signal="SIGSEGV"), "crashed", "died of SIGSEGV during the call", "unseen"),
        (run_of("2", "timeout", "call"), "timed out", "did not end within 10 s during the call: stopped", "third"),
        (
            run_of("2", "timeout", "call", cpu_seconds=1.0),
            "timed out",
            "used more than 1 s of CPU time during the call: stopped",
            "third",
        ),
        (run_of("2", "output", "call"), "flooded", "printed more than 1 MiB during the call: stopped", "third"),
        (run_of("2", "exit", "call", status=0), "exited", "ended its process with status 0 during the call", "third"),
        (run_of("2", "lost", "start"), "lost", "took its supervising process down before it was loaded", "unseen"),
    ],
)
def test_how_a_hybrid_came_out(baselines, run, outcome, reason, like):
    trial = judged(baselines, ("u1",), {"grade": "strict", "tolerated": [], "runs": {"dropped": run}})
    assert (trial.outcome, trial.reason, trial.likeness["returns"]) == (outcome, reason, like)


def test_the_worst_run_counts():
    runs = {"dropped": run_of("2"), "driven": run_of("2", "signal", "drive", signal="SIGSEGV")}
    assert outcome_of(runs) == "crashed"


def test_what_goes_wrong_while_the_function_is_looked_at_is_no_outcome_but_a_crash_is():
    assert outcome_of({"dropped": run_of("2", "timeout", "look")}) == "ran"
    assert outcome_of({"dropped": run_of("2", "signal", "look", signal="SIGABRT")}) == "crashed"
