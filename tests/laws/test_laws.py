"""Laws that hold for every source: nothing differs from itself, swapped sides mirror, documents come back, no crash.

Knows the oldest interpreter found and the host's own, asked over one long-lived probe each.
Does not know which change is which: the cases do.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cutaway
from cutaway import session
from cutaway.compare.comparison import InterpreterComparison
from cutaway.interpreters import Interpreter
from cutaway.interpreters.interpreter import host
from cutaway.layers import STATIC
from cutaway.report import render_comparison, render_showing
from cutaway.targets import from_code

sys.path.append(str(Path(__file__).parent))
from mutations import ALL_WAYS, pairs, with_lines_dropped, with_tokens_swapped

STATIC_LAYERS = session.Question(layers=STATIC)

# Deterministic, so that a run of CI tells of the change that was made; the probe is warm after the first example.
LAW = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def subjects(pythons: list[Interpreter]) -> Iterator[session.Subjects]:
    asked = {python.executable: python for python in (pythons[0], host())}
    with session.Subjects(tuple(asked.values())) as running:
        yield running


def compared(before: bytes, after: bytes, subjects: session.Subjects) -> cutaway.Comparison:
    return session.compare(from_code(before, "before"), from_code(after, "after"), subjects, STATIC_LAYERS)


def answered(comparison: cutaway.Comparison) -> list[InterpreterComparison]:
    return [one for one in comparison.comparisons if one.trouble is None]


@settings(LAW, max_examples=25)
@given(pair=pairs(with_lines_dropped, with_tokens_swapped), number=st.integers(0, 1))
def test_a_source_compared_with_itself_is_same_in_every_layer(
    subjects: session.Subjects, pair: tuple[bytes, bytes], number: int
) -> None:
    content = pair[number]
    for one in answered(compared(content, content, subjects)):
        static = [layer for layer in one.layers if layer.layer in STATIC]
        assert [(layer.layer, layer.same, layer.changes) for layer in static] == [(name, True, ()) for name in STATIC]
        assert one.deepest is None


def told(one: InterpreterComparison, *, swapped: bool) -> dict[str, Any]:
    """Each layer's answer and its changes, as if the sides stood the other way round where `swapped`."""
    return {
        layer.layer: (layer.same, Counter(change_key(change, swapped=swapped) for change in layer.changes))
        for layer in one.layers
    }


def change_key(change: cutaway.Change, *, swapped: bool) -> str:
    sides = [change.before, change.after]
    places = [change.before_at, change.after_at]
    # Where both sides have the thing, the path is its place before, which the swapped sides have elsewhere.
    path = change.path if None in sides else ""
    return repr((change.kind, change.name, path, *((side[::-1] if swapped else side) for side in (sides, places))))


@settings(LAW, max_examples=25)
@given(pair=pairs(with_lines_dropped, with_tokens_swapped))
def test_swapping_before_and_after_mirrors_the_changes(subjects: session.Subjects, pair: tuple[bytes, bytes]) -> None:
    there, back = compared(*pair, subjects), compared(*pair[::-1], subjects)
    for ours, theirs in zip(there.comparisons, back.comparisons, strict=True):
        assert told(ours, swapped=False) == told(theirs, swapped=True)


@settings(LAW, max_examples=10)
@given(pair=pairs(with_lines_dropped, with_tokens_swapped))
def test_a_document_comes_back_as_it_was_and_the_same_question_gives_the_same_bytes(
    subjects: session.Subjects, pair: tuple[bytes, bytes]
) -> None:
    comparison = compared(*pair, subjects)
    text = json.dumps(cutaway.Diff(comparison).to_json())
    back = cutaway.Diff.from_json(json.loads(text))
    assert json.dumps(back.to_json()) == text
    assert str(back) == str(cutaway.Diff(comparison))
    assert json.dumps(cutaway.Diff(compared(*pair, subjects)).to_json()) == text


@settings(LAW, max_examples=40)
@given(pair=pairs(*ALL_WAYS))
def test_no_source_however_strange_gives_more_than_an_answer_or_one_line(
    subjects: session.Subjects, pair: tuple[bytes, bytes]
) -> None:
    try:
        comparison = compared(*pair, subjects)
    except cutaway.CutawayError as trouble:
        assert_one_line(str(trouble))
        return
    for one in comparison.comparisons:
        if one.trouble is not None:
            assert_one_line(one.trouble)
    render_comparison(comparison, "text", width=100)
    json.dumps(cutaway.Diff(comparison).to_json())


@settings(LAW, max_examples=40)
@given(content=pairs(*ALL_WAYS).map(lambda pair: pair[1]) | st.binary(max_size=60))
def test_no_source_however_strange_fails_to_be_shown_or_told_why(subjects: session.Subjects, content: bytes) -> None:
    try:
        showing = session.show(from_code(content, "strange"), subjects, STATIC_LAYERS)
    except cutaway.CutawayError as trouble:
        assert_one_line(str(trouble))
        return
    render_showing(showing, "text", width=100)


def assert_one_line(told: str) -> None:
    assert told
    assert "\n" not in told
    assert "Traceback" not in told
    # A message of an exception that nobody foresaw begins with its type; those that are answers have their place.
    assert not told.split(": ", 1)[-1].startswith(
        ("KeyError", "IndexError", "AttributeError", "TypeError", "Assertion")
    )
