"""Targets on the command line: their order, standard input, and what may be asked of them."""

from __future__ import annotations

import json
import os
import sys

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


@pytest.mark.parametrize(
    "words",
    [
        ("diff", "-U3", "-fjson", "-last", "-c", "x = 1", "-c", "x = 2"),
        ("diff", "-c", "x = 1", "-U", "3", "-c", "x = 2", "--format=json", "--layer", "ast"),
        ("diff", "-cx = 1", "--code=x = 2", "--unified=3", "-f", "json", "--layer=ast"),
    ],
    ids=["joined", "apart", "with signs"],
)
def test_the_ways_to_write_an_option(run, words):
    document = json.loads(run(*words).stdout)
    assert document["before"]["label"].endswith("'x = 1'")
    assert [layer["layer"] for layer in document["comparisons"][0]["layers"] if layer["same"] is not None] == ["ast"]


def test_an_option_is_not_guessed_from_its_beginning(refused):
    assert refused("diff", "a.py", "a.py", "--lay", "ast").startswith("no such option: --lay")
    assert "did you mean --layer?" in refused("diff", "a.py", "a.py", "--layr", "ast")


def test_behind_two_dashes_stand_targets_only(run, samples):
    (samples / "-c").write_text("x = 1\n")
    (samples / "--full").write_text("x = 1\n")
    outcome = run("diff", "-l", "source", "--", "-c", "--full")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "-c: no such file" not in run("show", "--", "-c").stderr
    assert "--: no such file" in run("show", "--", "--").stderr


def test_an_option_takes_the_next_word_whatever_it_looks_like(run, refused):
    called = run("show", "a.py::f", "-l", "behavior", "--call", "-target()")
    assert "-1" in called.stdout
    assert "-1 is not in the range x>=0" in refused("diff", "a.py", "a.py", "-U", "-1")
    assert "argument --call: expected one argument" in refused("show", "a.py::f", "--call")
    assert "--full takes no value" in refused("diff", "a.py", "a.py", "--full=yes")


def test_version_tells_the_interpreter_too(run):
    import platform
    import sys

    told = run("--version").stdout
    assert told.startswith("cutaway ")
    assert told.endswith(f" on cpython {platform.python_version()} ({sys.executable})\n")


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
        (("diff", "-c", "x = 1", "-c", "x = 2", "-l", "behavior"), 2),
        (("diff", "-c", "x = 1", "-c", "x = 2", "-l", "behavior", "-l", "symbols"), 0),
        (("async", "a.py::f"), 0),
        (("show", "a.py"), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_exit_statuses(run, arguments, status):
    outcome = run(*arguments)
    assert outcome.returncode == status
    assert outcome.stderr.count("\n") == (status == 2)
    assert "Traceback" not in outcome.stderr


LOCALE_OF_ASCII = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are Unicode there")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "-c", "é = 1", "-l", "symbols"), "\\xe9: assigned"),
        (("show", "named.py::été", "-l", "symbols"), "function \\xe9t\\xe9"),
        (("show", "named.py::été", "-l", "behavior", "--call", "target('ü')"), "'\\xfc'"),
    ],
)
def test_what_is_typed_is_read_where_the_locale_knows_ascii_only(run, tmp_path, arguments, told):
    (tmp_path / "named.py").write_text("def été(x=0): return x\n", encoding="utf-8")
    outcome = run(*arguments, env={**os.environ, **LOCALE_OF_ASCII})
    assert outcome.returncode == 0, outcome.stderr
    assert told in outcome.stdout


@pytest.mark.parametrize("wish", [("-l", "code"), ("--same", "symbols")])
def test_what_could_not_be_compared_is_not_called_the_same(run, tmp_path, wish):
    (tmp_path / "dropped.py").write_text("if 0:\n    def f(): return 1\n\ndef g(): return 1\n")
    outcome = run("diff", "dropped.py::f", "dropped.py::g", *wish)
    assert outcome.returncode == 2
    assert outcome.stderr == (
        "cutaway: code could not be compared: before: f is never made: the compiler dropped the code around it\n"
    )
