"""Never a false "same": single edits of real files, each found at `code`, or proved by other means to change nothing.

Knows that a survivor is judged by rule, in the same interpreter, by code that knows nothing of cutaway.
Does not know how `pair` proves anything.
"""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from single_edits import Edit, kinds, sampled

from cutaway.interpreters import Interpreter, Probe

JUDGE = Path(__file__).with_name("judging_survivors.py")
MORE_FILES_THAN_THERE_ARE = 100_000

EXPECTED_KINDS = {
    "and", "argument order", "async added", "decorator", "default", "except clause", "int to float", "is", "name",
    "not", "number", "operator", "statement moved into a block", "statement moved out of a block", "string contents",
    "string to bytes",
}  # fmt: skip


class Outcome(NamedTuple):
    """What became of an edit: found at `code`, or not."""

    path: Path
    before: str
    edit: Edit
    found: bool


def outcomes(python: Interpreter, seed: int, files: int, of_each: int) -> list[Outcome]:
    """Ask about each edit whose both sides compile on that interpreter."""
    told: list[Outcome] = []
    with Probe(python) as probe:
        for path, before, edit in sampled(seed, files, of_each):
            request = {"op": "pair", "before": source(before), "after": source(edit.text), "depth": "code"}
            answer = probe.ask(request)
            if answer["error"] is None:
                told.append(Outcome(path, before, edit, answer["deepest"] == "code"))
    return told


def source(text: str) -> dict[str, str]:
    return {"content": base64.b64encode(text.encode()).decode("ascii"), "filename": "case.py", "kind": "source"}


def unexplained(python: Interpreter, survivors: list[Outcome]) -> list[str]:
    """The survivors for which no rule says why they are the same."""
    asked = json.dumps([[one.before, one.edit.text] for one in survivors])
    command = [str(python.executable), "-I", str(JUDGE)]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout
    reasons = json.loads(answer)
    assert len(reasons) == len(survivors)
    return [
        f"{one.path}:{one.edit.line}: {one.edit.kind}"
        for one, why in zip(survivors, reasons, strict=True)
        if why is None
    ]


def test_every_single_edit_of_a_sample_is_found(python: Interpreter) -> None:
    told = outcomes(python, seed=4, files=25, of_each=4)
    assert len(told) > 40
    assert sum(one.found for one in told) > 0.8 * len(told)
    assert unexplained(python, [one for one in told if not one.found]) == []


@pytest.mark.slow
def test_every_one_of_five_thousand_single_edits_is_found(python: Interpreter) -> None:
    told = outcomes(python, seed=5000, files=MORE_FILES_THAN_THERE_ARE, of_each=16)
    assert len(told) >= 5000
    assert set(kinds([one.edit for one in told if one.found])) >= EXPECTED_KINDS
    assert unexplained(python, [one for one in told if not one.found]) == []


def test_the_judge_sees_what_changes_something() -> None:
    from cutaway.interpreters import host

    edit = Edit("number", 1, "a = 2\n")
    assert unexplained(host(), [Outcome(Path("a.py"), "a = 1\n", edit, found=False)]) == ["a.py:1: number"]


def test_the_judge_explains_what_changes_nothing() -> None:
    from cutaway.interpreters import host

    edit = Edit("string contents", 2, "a = 1\n'other'\n")
    assert unexplained(host(), [Outcome(Path("a.py"), "a = 1\n'text'\n", edit, found=False)]) == []
