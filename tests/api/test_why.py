"""Asking why through the API: what it needs, and what an answer holds on every interpreter."""

from __future__ import annotations

import json

import pytest

import cutaway
from cutaway import session
from cutaway.compare.verdicts import Why
from cutaway.interpreters import Interpreter

BEFORE, AFTER = "def f(): return 1\n", "def f(): return 2\n"


def target(tmp_path, text, name="f", file="a.py"):
    (tmp_path / file).write_text(text)
    return cutaway.target(f"{tmp_path / file}::{name}")


def both(tmp_path, before, after):
    return target(tmp_path, before, file="before.py"), target(tmp_path, after, file="after.py")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "--why needs --call EXPR or --run"),
        ({"run": True, "budget": 0}, "0 is no number of hybrids"),
        ({"layers": ["ast"]}, "--why needs --call EXPR or --run"),
        ({"layers": ["ast"], "call": "target()"}, "call and run are seen at the layer behavior"),
    ],
)
def test_what_why_needs_is_said_in_one_line(asked, words):
    with pytest.raises(cutaway.UsageError, match=words) as told:
        cutaway.diff(BEFORE, AFTER, why=True, **asked)
    assert "\n" not in str(told.value)


def test_a_live_object_is_not_run_again():
    def live():
        return 1

    with pytest.raises(cutaway.UsageError, match="name its file"):
        cutaway.diff(live, live, why=True)


def test_a_compiled_file_is_not_run(tmp_path):
    import py_compile

    (tmp_path / "a.py").write_text(BEFORE)
    compiled = py_compile.compile(str(tmp_path / "a.py"), str(tmp_path / "a.pyc"), doraise=True)
    source = cutaway.target(compiled)
    with pytest.raises(cutaway.UsageError, match="leave out --why"):
        cutaway.diff(source, source, run=True, why=True)


def test_where_why_is_not_asked_there_is_no_answer():
    answer = cutaway.diff(BEFORE, AFTER, run=True)
    assert [one.why for one in answer.comparisons] == [None]
    assert answer.verdicts == ((),)
    assert "why" not in answer.to_json()["question"]


def test_where_nothing_differs_nothing_is_tried(tmp_path):
    answer = cutaway.diff(*both(tmp_path, "def f(): return (1)\n", "def f(): return 1\n"), call="target()", why=True)
    (one,) = answer.comparisons
    assert one.why.closing == "No channel of behavior differs: there is nothing to explain."
    assert one.why.trials == one.why.verdicts == ()


@pytest.mark.parametrize("asked", [{"run": True}, {"call": "target()"}])
def test_what_a_script_alone_does_is_said_not_to_have_run(tmp_path, asked):
    """A module that is run has its own name, so that the two guarded statements are the same nothing."""
    guarded = "def f(): pass\nif __name__ == '__main__':\n    print({})\n"
    before, after = both(tmp_path, guarded.format(1), guarded.format(2))
    (one,) = cutaway.diff(before, after, why=True, **asked).comparisons
    told = ' The module is run under its own name: what stands under `if __name__ == "__main__"` did not run.'
    said = "No channel of behavior differs: there is nothing to explain."
    assert one.why.closing == (said + told if "run" in asked else said)


def test_what_varies_is_said_where_nothing_else_differs(tmp_path):
    text = "import os\ndef f(): return os.getpid() + {}\n"
    answer = cutaway.diff(*both(tmp_path, text.format(1), text.format(2)), call="target()", why=True)
    (one,) = answer.comparisons
    assert one.why.closing == (
        "No channel of behavior differs in what stays from run to run, so there is nothing to explain; set aside, "
        "since it varies by itself: returns."
    )
    assert one.why.trials == ()


def test_a_side_that_does_not_compile_is_not_explained(tmp_path):
    answer = cutaway.diff("def f(): return 1\n", "def f() return 1\n", run=True, why=True)
    assert answer.comparisons[0].why.trouble == "the side after does not compile: there is nothing to run"


def test_a_baseline_that_never_ends_is_inconclusive(tmp_path):
    sides = both(tmp_path, BEFORE, "def f():\n while True: pass\n")
    answer = cutaway.diff(*sides, call="target()", why=True, timeout=0.5)
    trouble = answer.comparisons[0].why.trouble
    assert trouble.startswith("inconclusive: the side after did not end within 0.5 s")
    assert answer.comparisons[0].layer("behavior").same is False


def test_a_hybrid_that_loops_ends_by_the_cpu_time_of_the_sides(tmp_path):
    """Only `step` becoming 0 loops, and `n` becoming 5 never begins to: `return n` gives 5 with any step."""
    text = "def f():\n n = {}\n step = {}\n while n < 3: n += step\n return n\n"
    sides = both(tmp_path, text.format(0, 1), text.format(5, 0))
    whys = [cutaway.diff(*sides, call="target()", why=True).comparisons[0].why for _ in "twice"]
    assert whys[0].trials == whys[1].trials
    (looped,) = (trial for trial in whys[0].trials if trial.outcome == "timed out")
    assert looped.reason == "used more than 2.5 s of CPU time during the call: stopped"
    labels = {unit.id: unit.label for unit in whys[0].units}
    (returns,) = (verdict for verdict in whys[0].verdicts if verdict.channel == "returns")
    assert [[labels[unit] for unit in chosen] for chosen in returns.sufficient] == [["constant 0 became 5"]]
    assert [labels[unit] for unit in looped.units] == ["constant 1 became 0"]


def test_a_function_that_another_makes_cannot_be_run_alone(tmp_path):
    sides = both(tmp_path, "def f():\n def g(): return 1\n return g\n", "def f():\n def g(): return 2\n return g\n")
    inner = [source._replace(qualname="f.<locals>.g") for source in sides]
    answer = cutaway.diff(*inner, call="target()", why=True)
    assert "cannot be called from outside" in answer.comparisons[0].why.trouble


def test_a_constant_is_the_cause_on_every_interpreter(tmp_path, python: Interpreter):
    """A call gives what `return` loads, and nothing but that constant differs: sufficient, and necessary."""
    answer = cutaway.diff(*both(tmp_path, BEFORE, AFTER), python=python.executable, call="target()", why=True)
    (why,) = (one.why for one in answer.comparisons)
    assert why.trouble == ""
    labels = {unit.id: unit.label for unit in why.units}
    (returns,) = (verdict for verdict in why.verdicts if verdict.channel == "returns")
    for sets in (returns.sufficient, returns.restores_before, returns.no_longer_after):
        assert [[labels[unit] for unit in one] for one in sets] == [["constant 1 became 2"]]
    assert returns.controls == {"before": True, "after": True}
    assert (returns.grade, returns.search, returns.complete) == ("strict", "exhaustive", True)


def test_layers_that_are_not_shown_are_still_read_for_it(tmp_path):
    sides = both(tmp_path, BEFORE, AFTER)
    answer = cutaway.diff(*sides, layers=["behavior"], call="target()", why=True)
    (one,) = answer.comparisons
    assert one.layer("code").reason == "not asked for"
    assert [verdict.channel for verdict in one.why.verdicts] == ["returns"]


def test_an_answer_comes_back_from_its_document_and_prints_alike(tmp_path):
    answer = cutaway.diff(*both(tmp_path, BEFORE, AFTER), call="target()", why=True, budget=50)
    document = json.loads(json.dumps(answer.to_json()))
    assert document["question"]["why"] is True
    assert document["question"]["budget"] == 50
    again = cutaway.Diff.from_json(document)
    assert again.verdicts == answer.verdicts
    assert str(again) == str(answer)


def test_the_same_question_has_the_same_answer(tmp_path):
    source = target(tmp_path, "def f():\n print(1)\n")
    told = [json.dumps(cutaway.insert_async(source, call="target()", why=True).to_json()) for _ in range(2)]
    assert told[0] == told[1]


def test_a_file_is_explained_as_a_whole_whatever_stands_in_its_first_line(tmp_path):
    """The file's own instructions differ; the function in line 1 does not."""
    text = "def f(): return 1\nx = {}\n"
    answer = cutaway.diff(text.format(1), text.format(2), run=True, why=True)
    (why,) = (one.why for one in answer.comparisons)
    assert [(unit.path, unit.label) for unit in why.units] == [("<module>", "constant 1 became 2")]
    assert [(verdict.channel, verdict.sufficient) for verdict in why.verdicts] == [("defines", (("u1",),))]


def asked(sides, allow=None, progress=None, **question) -> Why:
    """The answer to a question as the command line asks it."""
    wanted = session.Question(call="target()", why=True, **question)
    with session.subjects_for(sides, ()) as subjects:
        subjects.before_trials, subjects.progress = allow, progress
        (one,) = session.compare(*sides, subjects, wanted).comparisons
    assert one.why is not None
    return one.why


def test_where_it_may_not_run_again_nothing_is_tried(tmp_path):
    told = []
    why = asked(both(tmp_path, BEFORE, AFTER), allow=lambda runs: bool(told.append(runs)))
    assert why.trouble == "no hybrid was tried, as it was not to run again"
    assert why.trials == ()
    assert told == [2]  # without the one difference, and with it


def test_progress_follows_the_hybrids(tmp_path):
    steps = []
    asked(both(tmp_path, BEFORE, AFTER), progress=lambda what, done, at_most: steps.append((done, at_most >= done)))
    assert steps == [(1, True), (2, True)]


def test_a_trial_is_shown_as_bytecode_and_with_what_it_did(tmp_path):
    why = asked(both(tmp_path, BEFORE, AFTER), show_trial=2)
    trial = why.trials[1]
    assert trial.units == ("u1",)
    told = {
        name: ["".join(span.text for span in line) for line in why.shown[name]] for name in ("bytecode", "behavior")
    }
    assert any("2" in line and ("LOAD" in line or "RETURN" in line) for line in told["bytecode"])
    assert told["behavior"][:2] == ["returns", "  2"]
    assert asked(both(tmp_path, BEFORE, AFTER), show_trial=9).shown is None
