"""Targets on the command line: their order, standard input, and what may be asked of them."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(autouse=True)
def samples(tmp_path):
    (tmp_path / "a.py").write_text("def f(): return 1\n")
    return tmp_path


def labels(outcome):
    document = json.loads(outcome.stdout)
    return document["before"]["label"], document["after"]["label"]


def test_code_and_paths_count_in_the_order_given(run):
    wanted = ("-f", "json", "-l", "source")
    code_first = labels(run("diff", "-c", "x = 1", "a.py", *wanted))
    path_first = labels(run("diff", "a.py", "-c", "x = 1", *wanted))
    assert code_first == path_first[::-1]
    assert "x = 1" in code_first[0]
    two_codes = labels(run("diff", "-c", "first", *wanted, "--code=second"))
    assert ("first" in two_codes[0], "second" in two_codes[1]) == (True, True)


def test_standard_input(run):
    outcome = run("diff", "-", "a.py", "-l", "source", input="def f(): return 1\n")
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_a_definition_in_standard_input(run):
    text = "x = 2\ndef f(): return 1\n"
    outcome = run("diff", "-::f", "a.py::f", "-l", "source", "-l", "ast", input=text)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert run("async", "-::f", input=text).returncode == 0
    assert run("show", "-::@2", "-f", "json", input=text).returncode == 0


def test_no_command_asks_for_one(run):
    outcome = run()
    assert (outcome.returncode, outcome.stdout) == (2, "")


@pytest.mark.parametrize("command", ["show", "diff", "async", "explain", "pythons"])
def test_every_command_has_help(run, command):
    outcome = run(command, "--help")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith(f"Usage: cutaway {command} ")


def test_shell_completion_completes(run):
    import os

    asked = {**os.environ, "_CUTAWAY_COMPLETE": "bash_complete", "COMP_WORDS": "cutaway d", "COMP_CWORD": "1"}
    assert run(env=asked).stdout == "plain,diff\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("diff", "-c", "x = 1", "-c", "x = 1"), 0),
        (("diff", "-c", "x = 1", "-c", "x  = 1"), 1),
        (("diff", "-c", "x = 1", "-c", "x  = 1", "-l", "tokens"), 0),
        (("diff", "-c", "x = 1", "-c", "x = 1  # why"), 1),
        (("diff", "-c", "x = 1", "-c", "x = (1)", "--same", "ast"), 0),
        (("diff", "-c", "x = 1", "-c", "x = 2", "--same", "ast"), 1),
        (("diff", "-c", "x = 1", "-c", "x = = 1"), 1),
        (("diff", "-c", "x = = 2", "-c", "x = = 1"), 2),
        (("async", "a.py::f"), 0),
        (("show", "a.py"), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_exit_statuses(run, arguments, status):
    outcome = run(*arguments)
    assert outcome.returncode == status
    assert "Traceback" not in outcome.stderr
