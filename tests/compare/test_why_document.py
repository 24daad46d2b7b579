"""The answer to "why" in a document: what goes out comes back, is valid, and is there only where it was asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cutaway.report
from cutaway.compare.comparison import Comparison, InterpreterComparison
from cutaway.compare.document import comparison_from_json, comparison_to_json
from cutaway.compare.verdicts import Trial, Unit, Verdict, Why
from cutaway.layers.difference import Row, Span

SCHEMA = Path(cutaway.report.__file__).parent / "schema" / "comparison-1.json"
PYTHON = {"implementation": "CPython", "version": "3.12.1", "build": [], "executable": "python"}

TEXT = st.text(st.characters(), max_size=9)
SETS = st.lists(st.lists(st.sampled_from(["u1", "u2", "u3"]), max_size=3).map(tuple), max_size=2).map(tuple)
NUMBERS = st.integers(0, 9)
LINES = st.lists(st.builds(Span, TEXT, st.sampled_from(["opname", "flag"]), st.booleans()), max_size=2).map(tuple)
ROWS = st.builds(Row, st.sampled_from(["same", "changed", "added", "removed"]), st.none() | LINES, st.none() | LINES)
UNITS = st.builds(
    Unit,
    TEXT,
    st.sampled_from(["code", "bytecode"]),
    st.sampled_from(["flag", "instructions", "function_attribute"]),
    TEXT,
    TEXT,
    st.lists(ROWS, max_size=2).map(tuple),
    TEXT,
    st.booleans(),
    change=st.sampled_from(["added", "removed", "changed"]),
)
TRIALS = st.builds(
    Trial,
    st.integers(1, 9),
    st.lists(TEXT, max_size=2).map(tuple),
    st.sampled_from(["ran", "refused", "crashed", "lost"]),
    st.sampled_from(["strict", "tolerated", "refused"]),
    TEXT,
    st.lists(TEXT, max_size=2).map(tuple),
    st.dictionaries(TEXT, st.sampled_from(["before", "after", "third", "unseen"]), max_size=2),
)
VERDICTS = st.builds(
    Verdict,
    TEXT,
    SETS,
    SETS,
    SETS,
    st.sampled_from(["strict", "tolerated", ""]),
    st.fixed_dictionaries({"before": st.booleans(), "after": st.booleans()}),
    NUMBERS,
    st.dictionaries(TEXT, NUMBERS, max_size=3),
    NUMBERS,
    NUMBERS,
    NUMBERS,
    st.sampled_from(["exhaustive", "delta debugging", ""]),
    st.booleans(),
    TEXT,
)
SHOWN = st.fixed_dictionaries(
    {"number": st.integers(1, 9)},
    optional={name: st.lists(LINES, max_size=2).map(tuple) for name in ("bytecode", "behavior")},
)
WHYS = st.builds(
    Why,
    st.lists(UNITS, max_size=2).map(tuple),
    st.lists(VERDICTS, max_size=2).map(tuple),
    st.lists(TRIALS, max_size=2).map(tuple),
    SETS,
    st.lists(TEXT, max_size=2).map(tuple),
    TEXT,
    st.lists(TEXT, max_size=2).map(tuple),
    TEXT,
    st.none() | SHOWN,
)


def document(why: Why | None) -> dict[str, Any]:
    compared = InterpreterComparison(PYTHON, PYTHON, why=why)
    told = comparison_to_json(Comparison({"label": "a"}, {"label": "b"}, (compared,)))
    return json.loads(json.dumps(told))  # type: ignore[no-any-return]


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(why=WHYS)
def test_any_answer_comes_back_valid_and_as_it_was(why: Why) -> None:
    told = document(why)
    validator().validate(told)
    assert comparison_from_json(told).comparisons[0].why == why


def test_where_why_was_not_asked_nothing_is_said_of_it() -> None:
    assert "verdicts" not in document(None)["comparisons"][0]
    assert comparison_from_json(document(None)).comparisons[0].why is None


def test_an_answer_without_verdicts_is_still_an_answer() -> None:
    assert comparison_from_json(document(Why(trouble="died"))).comparisons[0].why == Why(trouble="died")


def test_refusals_are_told_in_all_and_by_reason() -> None:
    verdict = Verdict("returns", (("u1",),), restores_before=(("u1", "u2"),), refused={"stack underflow": 2, "x": 3})
    told = document(Why(verdicts=(verdict,)))["comparisons"][0]["verdicts"][0]
    assert (told["refused"], told["refused_by"]) == (5, {"stack underflow": 2, "x": 3})
    assert told["necessary"] == told["restores_before"] == [["u1", "u2"]]
    assert told["sufficient"] == [["u1"]]


@pytest.mark.parametrize("key", ["verdicts", "units", "closing"])
def test_the_schema_refuses_half_an_answer(key: str) -> None:
    told = document(Why(closing="so it is"))
    del told["comparisons"][0][key]
    assert not validator().is_valid(told)
