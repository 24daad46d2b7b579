"""The operation `pair`: its answer for whole files, on every interpreter, against the full comparison.

Knows the answer's shape and the exemptions. Does not know by which road the probe came to it.
"""

from __future__ import annotations

import base64
import contextlib
import sys
from pathlib import Path
from typing import Any

import pytest

from cutaway import session
from cutaway.errors import CutawayError
from cutaway.interpreters import Interpreter, Probe
from cutaway.layers import STATIC
from cutaway.targets import from_code

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "checks"))

from single_edits import sampled

from test_cases import CASES

TEXT = "import os\n\n\ndef f(a, b=1):\n    'A text.'\n    total = a + b\n    return lambda: total\n"

EDITS = [
    (TEXT, None),
    ("# a comment\n" + TEXT, "source"),
    (TEXT.replace("'", '"'), "tokens"),
    (TEXT.replace("a + b", "(\n        a\n        + b\n    )"), "tokens"),
    (TEXT.replace("total = a", "total: int = a"), "symbols"),
    (TEXT.replace("'A", "u'A"), "ast"),
    (TEXT.replace("text", "tale"), "code"),
    (TEXT.replace("total", "sum_of_both"), "code"),
    (TEXT.replace("b=1", "b=True"), "bytecode"),
    (TEXT.replace("a + b", "a - b"), "bytecode"),
]


def ask(probe: Probe, before: str | bytes, after: str | bytes, depth: str = "graded", **wanted: Any) -> dict[str, Any]:
    sides = {"before": source(before), "after": source(after)}
    return probe.ask({"op": "pair", **sides, "depth": depth, "optimize": None, **wanted})


def source(text: str | bytes) -> dict[str, str]:
    content = text.encode() if isinstance(text, str) else text
    return {"content": base64.b64encode(content).decode("ascii"), "filename": "case.py", "kind": "source"}


@pytest.mark.parametrize(("after", "deepest"), EDITS, ids=lambda value: None if value is None else value[-12:])
def test_an_edit_goes_as_deep_as_the_language_says(probe: Probe, after: str, deepest: str | None) -> None:
    assert ask(probe, TEXT, after)["deepest"] == deepest
    at_code = "code" if deepest in ("code", "bytecode") else None
    assert ask(probe, TEXT, after, "code")["deepest"] == at_code


def test_the_depth_is_that_of_the_full_comparison(python: Interpreter, probe: Probe) -> None:
    pairs = [(case.before, case.after, case.header.get("optimize")) for case in CASES if "target" not in case.header]
    pairs += [(text.encode(), edit.text.encode(), None) for _, text, edit in sampled(seed=7, files=5, of_each=2)]
    with session.Subjects((python,)) as subjects:
        for before, after, optimize in pairs:
            level = None if optimize is None else int(optimize)
            answer = ask(probe, before, after, optimize=level)
            if answer["error"] is None:
                question = session.Question(layers=STATIC, optimize=level)
                full = session.compare(from_code(before, "a"), from_code(after, "b"), subjects, question)
                assert answer["deepest"] == full.comparisons[0].deepest, after


EXEMPTED = [
    ("docstring-whitespace", "A text.'", "   A text.  '"),
    ("docstrings", "'A text.'\n    ", ""),
    ("annotations", "def f(a, b=1)", "def f(a: int, b: str = 1) -> list"),
    ("annotations", "total = a", "total: int = a"),
    ("asserts", "    total", "    assert a, b\n    total"),
    ("names-of-locals", "total", "sum_of_both"),
]


@pytest.mark.parametrize(("name", "old", "new"), EXEMPTED)
def test_an_exemption_sets_aside_what_it_names_and_nothing_else(probe: Probe, name: str, old: str, new: str) -> None:
    after = TEXT.replace(old, new)
    needed = ask(probe, TEXT, after, "code")["deepest"] == "code"
    answer = ask(probe, TEXT, after, "code", allow=[name])
    assert (answer["deepest"], answer["allowed"]) == (None, [name] if needed else [])
    assert ask(probe, TEXT, after.replace("a + b", "a * b"), "code", allow=[name])["deepest"] == "code"


def test_what_an_exemption_must_not_hide(probe: Probe) -> None:
    def deepest(name: str, before: str, after: str) -> object:
        return ask(probe, before, after, "code", allow=[name])["deepest"]

    assert deepest("names-of-locals", "def f(a): return a\n", "def f(b): return b\n") == "code"
    assert deepest("asserts", "def f():\n  x\n", "def f():\n  assert (x := 1)\n  x\n") == "code"
    assert deepest("annotations", "def f():\n  x\n", "def f():\n  x: int\n  x\n") == "code"
    assert deepest("annotations", "class C:\n  'text'\n", "class C:\n  x: int\n  'text'\n") == "code"
    assert deepest("docstring-whitespace", "'two words'\n", "'twowords'\n") == "code"


def test_an_unknown_exemption_is_refused(probe: Probe) -> None:
    with pytest.raises(CutawayError, match="no exemption is called 'all'"):
        ask(probe, TEXT, TEXT, allow=["all"])


def test_moved_positions_count_only_where_that_is_asked(probe: Probe) -> None:
    moved = "# a comment\n" + TEXT
    assert ask(probe, TEXT, TEXT + "# a comment\n")["positions_moved"] is False
    assert ask(probe, TEXT, moved, "code") | {"deepest": None, "positions_moved": True} == ask(
        probe, TEXT, moved, "code"
    )
    assert ask(probe, TEXT, moved, "code", count_positions=True)["deepest"] == "code"
    assert ask(probe, TEXT, TEXT + "# a comment\n", "code", count_positions=True)["deepest"] is None


def test_a_side_that_does_not_compile_is_told_with_its_line(probe: Probe) -> None:
    error = ask(probe, TEXT, TEXT + "return\n")["error"]
    assert (error["side"], error["type"], error["line"]) == ("after", "SyntaxError", TEXT.count("\n") + 1)
    assert ask(probe, "(", ")")["error"]["side"] == "both"


def test_a_pair_too_deep_is_trouble_and_the_next_is_answered(probe: Probe) -> None:
    deep = "x = " + "-" * 100_000 + "1\n"
    with contextlib.suppress(CutawayError):
        assert ask(probe, deep, deep + "# a comment\n")["error"] is not None
    assert ask(probe, TEXT, TEXT)["deepest"] is None
