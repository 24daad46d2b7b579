"""`--why` on the command line: what fits together, who is asked before a file runs again, how far it is."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from cutaway.cli import experiments, progress
from cutaway.compare.comparison import Comparison, InterpreterComparison
from cutaway.compare.verdicts import Trial, Why
from cutaway.errors import UsageError


@pytest.fixture(autouse=True)
def samples(tmp_path):
    (tmp_path / "a.py").write_text("def f(): return 1\n")
    (tmp_path / "b.py").write_text("def f(): return 2\n")
    return tmp_path


@pytest.mark.parametrize("option", [["--show-trials"], ["--trial", "2"], ["--budget", "9"], ["--yes"]])
@pytest.mark.parametrize("command", [["diff", "a.py::f", "b.py::f"], ["async", "a.py::f"]])
def test_what_belongs_to_why_needs_it(refused, command, option):
    assert refused(*command, "--call", "target()", *option) == f"{option[0]} belongs to --why: add --why"


@pytest.mark.parametrize("command", [["diff", "a.py::f", "b.py::f"], ["async", "a.py::f"]])
def test_why_needs_a_run(refused, command):
    assert refused(*command, "--why") == "--why explains what a run shows: add --call EXPR or --run"


@pytest.mark.parametrize("option", [["--budget", "0"], ["--budget", "-1"], ["--trial", "0"], ["--trial", "x"]])
def test_numbers_of_hybrids_count_from_one(refused, option):
    line = refused("diff", "a.py::f", "b.py::f", "--call", "target()", "--why", *option)
    assert line.startswith(f"argument {option[0]}: ")


def test_show_has_nothing_to_explain(refused):
    assert refused("show", "a.py::f", "--why").startswith("no such option: --why")


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Subjects:
    progress = None
    before_trials = None


@pytest.fixture
def terminal(monkeypatch):
    """Put terminals in place of the streams; what the user types is given."""

    def typing(text):
        monkeypatch.setattr(sys, "stdin", Terminal(text))
        monkeypatch.setattr(sys, "stderr", Terminal())
        return sys.stderr

    return typing


def asked_for(*numbers):
    """What a session does with the hook: the answers for so many runs each."""
    subjects = Subjects()
    with experiments.watched(subjects, progress.Telling("asking"), may_ask=True):
        return [subjects.before_trials(number) for number in numbers]


def test_a_user_is_told_how_often_the_file_runs_and_asked_once(terminal):
    stderr = terminal("y\nn\n")
    assert asked_for(512, 512, 8) == [True, True, True]
    assert "at most 512 times" in stderr.getvalue()
    assert stderr.getvalue().count("[y/N]") == 1


def test_more_often_than_was_said_is_asked_again(terminal):
    stderr = terminal("yes\nyes\n")
    assert asked_for(8, 512) == [True, True]
    assert stderr.getvalue().count("[y/N]") == 2


@pytest.mark.parametrize("typed", ["n\n", "\n", "", "maybe\n"])
def test_anything_but_yes_is_no_and_trouble(terminal, typed):
    terminal(typed)
    with pytest.raises(UsageError, match="no hybrid was tried"):
        asked_for(8, 8)


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_where_nobody_can_answer_nothing_is_asked(terminal, monkeypatch, stream):
    terminal("")
    monkeypatch.setattr(sys, stream, io.StringIO())
    subjects = Subjects()
    with experiments.watched(subjects, progress.Telling("asking"), may_ask=True):
        assert subjects.before_trials is None


def test_yes_and_a_call_ask_nothing(terminal):
    terminal("")
    subjects = Subjects()
    with experiments.watched(subjects, progress.Telling("asking"), may_ask=False):
        assert subjects.before_trials is None
        assert subjects.progress is not None


def tried(*whys):
    python = {"version": "3.12.1"}
    return Comparison({}, {}, tuple(InterpreterComparison(python, python, why=why) for why in whys))


HYBRIDS = (Trial(1, (), "ran", "strict"), Trial(2, ("u1",), "ran", "strict"))


def test_a_hybrid_that_was_never_made_is_trouble():
    line = experiments.untried(tried(Why(trials=HYBRIDS)), 7)
    assert line == "--trial 7: there is no such hybrid, 2 were made (--show-trials lists them)"


def test_a_hybrid_that_one_interpreter_made_is_enough():
    shown = Why(trials=HYBRIDS, shown={"number": 2})
    assert experiments.untried(tried(Why(trials=HYBRIDS[:1]), shown), 2) is None
    assert experiments.untried(tried(Why(trouble="it died")), 2) is None
    assert experiments.untried(tried(Why(trials=HYBRIDS)), None) is None


def test_how_far_it_is_stands_on_a_terminal_after_a_while(terminal, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    stderr = terminal("")
    with progress.telling("asking") as told:
        told.step("hybrids on CPython 3.12.1", 3, 64)
        for _ in range(100):
            if "3 of at most 64" in stderr.getvalue():
                break
            threading.Event().wait(0.05)
    assert "hybrids on CPython 3.12.1" in stderr.getvalue()
    assert "3 of at most 64" in stderr.getvalue()


def test_what_is_quick_draws_nothing(terminal):
    stderr = terminal("")
    with progress.telling("asking") as told:
        told.step("hybrids", 1, 2)
    assert stderr.getvalue() == ""
