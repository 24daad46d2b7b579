"""Documents: what goes out comes back, is valid, renders again, and is the same bytes twice."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cutaway.report
from cutaway.compare.comparison import Comparison, InterpreterComparison, LayerListing, Showing
from cutaway.compare.document import (
    DocumentFormatError,
    comparison_from_json,
    comparison_to_json,
    showing_from_json,
    showing_to_json,
)
from cutaway.layers.difference import Change, LayerComparison, Row, Site, Span
from cutaway.report import render_comparison, render_showing

sys.path.append(str(Path(__file__).parents[1] / "report"))
import handwritten

SCHEMAS = Path(cutaway.report.__file__).parent / "schema"
COMPARISONS = {
    "one version": handwritten.founding("3.12.1"),
    "four versions": handwritten.founding("3.8.18", "3.10.13", "3.12.1", "3.14.8"),
    "odd things": handwritten.everything(),
    "no interpreter": Comparison({"label": "a"}, {"label": "b"}, ()),
}

TEXT = st.text(st.characters(), max_size=20)
SPANS = st.builds(Span, TEXT, st.sampled_from(["plain", "opname", "string"]), st.booleans())
LINES = st.none() | st.lists(SPANS, max_size=3).map(tuple)
ROWS = st.builds(Row, st.sampled_from(["same", "changed", "added", "removed", "moved"]), LINES, LINES, TEXT, TEXT)
SPANNING = st.builds(Row, st.sampled_from(["heading", "note"]), LINES, st.none())
VALUES = st.none() | st.booleans() | st.integers() | TEXT | st.lists(TEXT, max_size=3)
PLACES = st.none() | st.tuples(*[st.none() | st.integers(0, 99)] * 4)
SITES = st.lists(st.builds(Site, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple)
CHANGES = st.builds(
    Change,
    kind=st.sampled_from(["token", "node", "instruction"]),
    path=TEXT,
    before=VALUES,
    after=VALUES,
    name=st.none() | TEXT.filter(bool),
    value=st.none() | st.integers(),
    meaning=TEXT,
    link=TEXT,
    sites=SITES,
    before_at=PLACES,
    after_at=PLACES,
)
LAYERS = st.builds(
    LayerComparison,
    layer=st.sampled_from(["tokens", "code", "a layer of the future"]),
    same=st.none() | st.booleans(),
    summary=TEXT,
    reason=TEXT,
    changes=st.lists(CHANGES, max_size=3).map(tuple),
    rows=st.lists(ROWS, max_size=3).map(tuple),
    notes=st.lists(TEXT, max_size=2).map(tuple),
)


def schema(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


def through_text(document: object) -> dict[str, object]:
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_comes_back_as_it_was(name: str) -> None:
    comparison = COMPARISONS[name]
    assert comparison_from_json(through_text(comparison_to_json(comparison, full=True))) == comparison


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize("context", [0, 1, 3])
def test_a_folded_document_folds_again_to_the_same_bytes(name: str, context: int) -> None:
    fresh = COMPARISONS[name]
    saved = comparison_from_json(json.loads(render_comparison(fresh, "json", context=context)))
    for form in ("text", "json"):
        assert render_comparison(saved, form, context=context) == render_comparison(fresh, form, context=context)


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize("form", ["text", "markdown", "org", "json"])
def test_a_saved_comparison_renders_as_the_fresh_one(name: str, form: str) -> None:
    fresh = COMPARISONS[name]
    saved = comparison_from_json(json.loads(render_comparison(fresh, "json")))
    assert render_comparison(saved, form) == render_comparison(fresh, form)


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_is_valid_by_the_schema(name: str) -> None:
    schema("comparison-1.json").validate(through_text(comparison_to_json(COMPARISONS[name])))


def test_the_schema_refuses_what_is_no_comparison() -> None:
    document = through_text(comparison_to_json(COMPARISONS["one version"]))
    document["comparisons"][0]["layers"][0]["same"] = "yes"  # type: ignore[index]
    assert not schema("comparison-1.json").is_valid(document)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(layers=st.lists(LAYERS, max_size=4).map(tuple))
def test_any_layers_come_back_valid_and_as_they_were(layers: tuple[LayerComparison, ...]) -> None:
    python = handwritten.python("3.13.0", "free-threaded")
    comparison = Comparison({"label": "a"}, {"label": "b"}, (InterpreterComparison(python, python, layers),))
    document = through_text(comparison_to_json(comparison, full=True))
    schema("comparison-1.json").validate(document)
    assert comparison_from_json(document) == comparison


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(rows=st.lists(ROWS | SPANNING, max_size=30).map(tuple), context=st.integers(0, 3))
def test_what_was_folded_is_valid_and_folds_to_itself(rows: tuple[Row, ...], context: int) -> None:
    python = handwritten.python("3.13.0")
    layer = LayerComparison("tokens", same=False, rows=rows)
    comparison = Comparison({"label": "a"}, {"label": "b"}, (InterpreterComparison(python, python, (layer,)),))
    document = through_text(comparison_to_json(comparison, context=context))
    schema("comparison-1.json").validate(document)
    assert comparison_to_json(comparison_from_json(document), context=context) == document


def test_a_layer_that_is_the_same_carries_no_rows() -> None:
    python = handwritten.python("3.13.0")
    layer = LayerComparison("tokens", same=True, rows=(Row("same", (Span("x"),), (Span("x"),)),))
    comparison = Comparison({"label": "a"}, {"label": "b"}, (InterpreterComparison(python, python, (layer,)),))
    told = [comparison_to_json(comparison, full=full)["comparisons"][0]["layers"][0]["rows"] for full in (False, True)]
    assert list(map(len, told)) == [0, 1]


def test_the_schemas_are_schemas() -> None:
    for path in SCHEMAS.glob("*.json"):
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_a_flag_is_told_by_kind_name_and_value() -> None:
    document = comparison_to_json(COMPARISONS["one version"])
    code = next(layer for layer in document["comparisons"][0]["layers"] if layer["layer"] == "code")
    assert [(change["kind"], change["name"], change["value"]) for change in code["changes"]] == [
        ("flag", "COROUTINE", 128)
    ]


def test_a_layer_that_was_not_asked_for_is_null_with_its_reason() -> None:
    document = comparison_to_json(handwritten.founding("3.12.1", called=False))
    behavior = document["comparisons"][0]["layers"][-1]
    assert (behavior["same"], behavior["reason"]) == (None, "not asked for: --call EXPR runs it")
    assert document["comparisons"][0]["deepest"] == "bytecode"


def test_nothing_differs_means_deepest_null() -> None:
    python = handwritten.python("3.12.1")
    one = InterpreterComparison(python, python, (LayerComparison("tokens", same=True),))
    assert comparison_to_json(Comparison({"label": "a"}, {"label": "a"}, (one,)))["comparisons"][0]["deepest"] is None


def test_the_document_is_ascii_and_the_same_bytes_twice() -> None:
    first, second = (render_comparison(handwritten.everything(), "json") for _ in range(2))
    assert first == second
    assert first.isascii()


def test_a_showing_comes_back_valid_and_renders_the_same() -> None:
    fresh = handwritten.shown("3.8.18", "3.12.1")
    document = json.loads(render_showing(fresh, "json"))
    schema("showing-1.json").validate(document)
    assert showing_from_json(document) == fresh
    assert render_showing(showing_from_json(document)) == render_showing(fresh)


def test_an_empty_listing_is_not_an_absent_one() -> None:
    python = handwritten.python("3.12.1")
    listings = (LayerListing("source", ()), LayerListing("tokens", None, "no text"))
    from cutaway.compare.comparison import InterpreterShowing

    showing = Showing({"label": "a"}, (InterpreterShowing(python, listings),))
    assert showing_from_json(through_text(showing_to_json(showing))) == showing


@pytest.mark.parametrize(
    "document",
    [{}, {"format": "cutaway-comparison", "format_version": 2}, {"format": "cutaway-showing", "format_version": 1}],
)
def test_another_document_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(DocumentFormatError, match="expected a document of format cutaway-comparison 1"):
        comparison_from_json(document)
