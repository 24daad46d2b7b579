"""Real functions with one harmful edit among harmless ones: the cause must be that edit, whole, and nothing else.

Knows how to tell the planted units from the others: by the marks that the edits carry. Does not know how a cause is
found.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import planting
import pytest
from cause_cases import text_of, worded

import cutaway
from cutaway import session
from cutaway.interpreters import Interpreter
from cutaway.targets import Source

SEEDS = 2
CHILD = Path(__file__).with_name("planted_in_child.py")
# Two functions an interpreter in every run, others on each; all of them, twice, in the slow part.
SAMPLED = 2

BECAME_JUMP = re.compile(r" became JUMP_\w+ to \w+$")

Entry = Mapping[str, Any]


@cache
def library(executable: str) -> Path:
    """Where an interpreter's standard library is."""
    asked = [executable, "-I", "-S", "-c", "import os; print(os.path.dirname(os.__file__))"]
    return Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())


def text_of_module(executable: str, module: str) -> tuple[Path, str]:
    """A module of an interpreter's library: its path and its text."""
    path = library(executable).joinpath(*module.split(".")).with_suffix(".py")
    if not path.exists():
        path = path.with_suffix("") / "__init__.py"
    return path, path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def subjects(python: Interpreter) -> Iterator[session.Subjects]:
    with session.Subjects((python,)) as running:
        yield running


def explained(subjects: session.Subjects, path: Path, function: Sequence[str], edit: planting.Planted) -> Entry:
    _, qualname, call = function
    before, after = (
        Source(label, text.encode("utf-8"), str(path), str(path), qualname=qualname)
        for label, text in (("before", edit.before), ("after", edit.after))
    )
    compared = session.compare(before, after, subjects, session.Question(call=call, why=True))
    (entry,) = cutaway.Diff(compared).to_json(full=True)["comparisons"]
    assert entry["trouble"] is None
    return entry


def assert_it_is_the_planted_edit(edit: planting.Planted, entry: Entry, verdict: Entry) -> None:
    """Some unit holds the planted mark, none holds a harmless edit's, and what is one instruction apart is one unit.

    Beside it may stand copies of it that became jumps to it: from 3.10 on the compiler copies the end of a function to
    where it is jumped to as long as it has no more than four instructions (MAX_COPY_SIZE), and the edit adds two.
    """
    units = {unit["id"]: unit for unit in entry["units"]}
    shown = (
        f"{edit.kind} at line {edit.line}: {worded(verdict['sufficient'], entry['units'])} {verdict['inconclusive']}"
    )
    assert len(verdict["sufficient"]) == 1, shown
    found = [units[name] for name in verdict["sufficient"][0]]
    assert any(planting.MARK in text_of(unit) for unit in found), shown
    assert not any(planting.HARMLESS in text_of(unit) for unit in found), shown
    assert {unit["kind"] for unit in found} <= {"instructions", "constant", "jump", "exception_table"}, shown
    if edit.kind in {"returned", "assigned"}:
        assert len([unit for unit in found if not BECAME_JUMP.search(unit["label"])]) == 1, shown
    assert verdict["crashed"] == 0


def check(function: Sequence[str], seed: int, python: Interpreter, subjects: session.Subjects) -> None:
    """Plant where the call passes and goes on to return something else, and look at the cause of that."""
    module, qualname, _ = function
    path, text = text_of_module(python.executable, module)
    try:
        edits = list(planting.planted(text, qualname, seed))
    except (SyntaxError, planting.NothingToPlant) as reason:
        pytest.skip(f"{module}.{qualname} of {python.version} cannot be edited from here: {reason!r}")
    harmful = harmful_ones(python.executable, function, path, edits)
    if not harmful:
        pytest.skip(f"the call of {module}.{qualname} passes no place where something else could be returned")
    entry = explained(subjects, path, function, harmful[0])
    verdicts = {verdict["channel"]: verdict for verdict in entry["verdicts"]}
    assert_it_is_the_planted_edit(harmful[0], entry, verdicts["returns"])


def harmful_ones(
    executable: str, function: Sequence[str], path: Path, edits: Sequence[planting.Planted]
) -> list[planting.Planted]:
    """The edits after which the call returns something else: asked of the interpreter itself, not of cutaway."""
    module, qualname, call = function
    asked = {"module": module, "path": str(path), "qualname": qualname, "call": call}
    if not edits:
        return []
    texts = {"before": edits[0].before, "after": [edit.after for edit in edits]}
    told = subprocess.run(
        [executable, "-S", str(CHILD)], input=json.dumps({**asked, **texts}), check=True, capture_output=True, text=True
    ).stdout
    return [edits[number] for number in json.loads(told)]


def sampled(python: Interpreter) -> list[tuple[str, str, str]]:
    """Other functions on each interpreter, the same in every run."""
    return planting.FUNCTIONS[python.minor[1] % 8 :: len(planting.FUNCTIONS) // SAMPLED]


@pytest.mark.parametrize("number", range(SAMPLED))
def test_the_planted_edit_is_the_cause(number: int, python: Interpreter, subjects: session.Subjects) -> None:
    check(sampled(python)[number], 0, python, subjects)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
@pytest.mark.parametrize("function", planting.FUNCTIONS, ids=lambda one: f"{one[0]}.{one[1]}")
def test_each_planted_edit_is_the_cause(
    function: Sequence[str], seed: int, python: Interpreter, subjects: session.Subjects
) -> None:
    check(function, seed, python, subjects)


def test_each_function_is_edited_in_many_ways() -> None:
    # Of this very interpreter: a list of functions that nothing can be planted in would test nothing.
    possible = 0
    for function in planting.FUNCTIONS:
        edits = list(planting.planted(text_of_module(sys.executable, function[0])[1], function[1], 0))
        possible += bool(edits)
        for edit in edits:
            compile(edit.after, function[0], "exec")
            assert planting.MARK in edit.after.split("\n")[edit.line - 1], function
            assert edit.after.count(planting.HARMLESS) >= 1, function
    assert possible >= 60
