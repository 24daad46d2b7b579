"""The founding note's own steps, each on every interpreter: in the JSON document and in the words of the report.

Knows what putting `async` before hello world changes in each version, from how CPython works (PEP 492 and the issues
named below). Does not know how any of it is found out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cutaway
from cutaway import session
from cutaway.interpreters import Interpreter
from cutaway.report import render_comparison, render_showing

EXAMPLE = Path(__file__).parents[1] / "examples" / "hello.py"
WIDE = 160

Document = dict[str, Any]
Layers = dict[str, Document]


@pytest.fixture(scope="session")
def subjects(python: Interpreter) -> Iterator[session.Subjects]:
    with session.Subjects((python,)) as running:
        yield running


@pytest.fixture(scope="session")
def answer(subjects: session.Subjects) -> cutaway.Comparison:
    source = cutaway.target(f"{EXAMPLE}::hello_world")
    question = session.Question(call="target()")
    return session.compare(source, source.edited("insert-async"), subjects, question)


@pytest.fixture(scope="session")
def entry(answer: cutaway.Comparison) -> Document:
    (only,) = cutaway.Diff(answer).to_json()["comparisons"]
    return only


@pytest.fixture(scope="session")
def layers(entry: Document) -> Layers:
    return {layer["layer"]: layer for layer in entry["layers"]}


@pytest.fixture(scope="session")
def report(answer: cutaway.Comparison) -> str:
    return render_comparison(answer, "text", width=WIDE)


def section(report: str, title: str) -> str:
    """One section of the report, without runs of spaces."""
    found = re.search(rf"^─+ {title} ─+\n(.*?)(?=^─+ |\Z)", report, re.DOTALL | re.MULTILINE)
    assert found is not None, f"no section {title}"
    return re.sub(r"[ \n]+", " ", found[1])


def gauge(report: str, layer: str) -> str:
    """The depth gauge's line of a layer."""
    found = re.search(rf"[=≠◆] {layer} .*", report)
    assert found is not None, f"no line for {layer}"
    return re.sub(r" +", " ", found[0])


def channels(layers: Layers) -> dict[str, tuple[Any, Any]]:
    return {change["path"]: (change["before"], change["after"]) for change in layers["behavior"]["changes"]}


def test_every_layer_is_there_in_order_and_behavior_is_the_deepest(entry: Document) -> None:
    names = ["source", "tokens", "ast", "symbols", "code", "bytecode", "behavior"]
    assert [layer["layer"] for layer in entry["layers"]] == names
    assert entry["deepest"] == "behavior"
    assert entry["trouble"] is None


def test_both_sides_say_which_interpreter_read_them(entry: Document, python: Interpreter) -> None:
    for side in ("before", "after"):
        assert entry[side]["python"]["version"] == python.version
        assert entry[side]["python"]["implementation"] == "CPython"


# -- return value -----------------------------------------------------------------------------------------------------


def test_the_plain_call_returns_none_and_the_other_a_coroutine(layers: Layers, report: str) -> None:
    assert channels(layers)["returns"] == ("None", "a coroutine object")
    assert "returns a coroutine object instead of None" in gauge(report, "behavior")


def test_the_plain_call_prints_at_once_and_the_other_nothing(layers: Layers, report: str) -> None:
    before, after = channels(layers)["output"]
    assert "Hello, world!" in before
    assert after is None
    assert "stdout: Hello, world! │ nothing" in section(report, "behavior")


def test_the_coroutine_warns_that_it_was_never_awaited_and_says_where_it_was_made(layers: Layers, report: str) -> None:
    before, after = channels(layers)["warns"]
    assert before is None
    for told in (after, section(report, "behavior")):
        assert "RuntimeWarning: coroutine 'hello_world' was never awaited" in told
        assert "made by the call target()" in told


# -- tokens, ast, symbols ---------------------------------------------------------------------------------------------


def test_the_keyword_adds_one_token(layers: Layers, report: str) -> None:
    (change,) = layers["tokens"]["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("token", None, "async")
    # line 1, columns 0 to 5
    assert change["after_at"] == [1, 0, 1, 5]
    assert "+1 token: async" in gauge(report, "tokens")


def test_the_node_changes_its_kind_and_no_field(layers: Layers, report: str) -> None:
    (change,) = layers["ast"]["changes"]
    assert (change["kind"], change["path"]) == ("node", "hello_world")
    assert (change["before"], change["after"]) == ("FunctionDef", "AsyncFunctionDef")
    marks = [row["mark"] for row in layers["ast"]["rows"]]
    assert [mark for mark in marks if mark in {"changed", "added", "removed", "moved"}] == ["changed"]
    assert "FunctionDef became AsyncFunctionDef" in gauge(report, "ast")


def test_the_symbols_are_the_same(layers: Layers, report: str) -> None:
    assert layers["symbols"]["same"] is True
    assert layers["symbols"]["changes"] == []
    assert "same" in gauge(report, "symbols")


# -- definition and body ----------------------------------------------------------------------------------------------


def test_the_definition_has_the_same_instructions_and_only_its_constant_differs(layers: Layers, report: str) -> None:
    assert {change["kind"] for change in layers["code"]["changes"]} == {"flag"}
    told = "definition: the same instructions; only the constant that holds its code differs"
    assert told in section(report, "code")
    assert "LOAD_CONST <code of hello_world>" in section(report, "code")
    assert "MAKE_FUNCTION" in section(report, "code")


# Since 3.12 (gh-100762) a StopIteration that leaves the body is made a RuntimeError by a handler in the body itself.
HANDLER = ["CALL_INTRINSIC_1 INTRINSIC_STOPITERATION_ERROR", "RERAISE 1"]

# GEN_START: bpo-42085, in 3.10 alone, 1 for a coroutine. RETURN_GENERATOR: bpo-46409, with a POP_TOP for what is sent.
GAINED = {
    (3, 8): [],
    (3, 9): [],
    (3, 10): ["GEN_START 1"],
    (3, 11): ["RETURN_GENERATOR", "POP_TOP"],
    (3, 12): ["RETURN_GENERATOR", "POP_TOP", *HANDLER],
    (3, 13): ["RETURN_GENERATOR", "POP_TOP", *HANDLER],
    (3, 14): ["RETURN_GENERATOR", "POP_TOP", *HANDLER],
    (3, 15): ["RETURN_GENERATOR", "POP_TOP", *HANDLER],
}


def test_the_body_gains_what_its_version_puts_there_and_nothing_else(
    layers: Layers, report: str, python: Interpreter
) -> None:
    instructions = [change for change in layers["bytecode"]["changes"] if change["kind"] == "instruction"]
    gained = GAINED[python.minor]
    assert [change["after"] for change in instructions] == gained
    assert {change["before"] for change in instructions} <= {None}
    assert layers["bytecode"]["same"] is (not gained)
    for name in gained:
        assert name.split()[0] in section(report, "bytecode")


def test_the_handler_comes_with_its_row_of_the_exception_table(layers: Layers, python: Interpreter) -> None:
    rows = [change for change in layers["bytecode"]["changes"] if change["kind"] == "exception_table"]
    assert len(rows) == (1 if HANDLER[0] in GAINED[python.minor] else 0)
    for row in rows:
        # the whole body, depth 0, with the place of the last instruction pushed
        assert row["before"] is None
        assert row["after"].endswith("[0] lasti")


# -- flags ------------------------------------------------------------------------------------------------------------


def test_the_flags_differ_by_coroutine_alone(layers: Layers, report: str) -> None:
    flags = [change for change in layers["code"]["changes"] if change["kind"] == "flag"]
    told = [(change["name"], change["value"], change["before"], change["after"]) for change in flags]
    assert told == [("COROUTINE", 128, False, True)]
    assert "flags +COROUTINE" in gauge(report, "code")
    assert "COROUTINE 128" in section(report, "code")


def test_taking_async_out_takes_the_same_flag_out(subjects: session.Subjects, tmp_path: Path) -> None:
    path = tmp_path / "hello.py"
    path.write_text("async " + EXAMPLE.read_text("utf-8"), "utf-8")
    source = cutaway.target(f"{path}::hello_world")
    answer = session.compare(source, source.edited("remove-async"), subjects, session.Question())
    (flag,) = answer.comparisons[0].layer("code").changes
    assert (flag.name, flag.before, flag.after) == ("COROUTINE", True, False)


# -- the compiler -----------------------------------------------------------------------------------------------------

# Where the first instruction that the body gains is emitted: insert_prefix_instructions moved to flowgraph.c in 3.13.
EMITTED = {
    (3, 10): ("Python/compile.c", "insert_generator_prefix"),
    (3, 11): ("Python/compile.c", "insert_prefix_instructions"),
    (3, 12): ("Python/compile.c", "insert_prefix_instructions"),
    (3, 13): ("Python/flowgraph.c", "insert_prefix_instructions"),
    (3, 14): ("Python/flowgraph.c", "insert_prefix_instructions"),
    (3, 15): ("Python/codegen.c", "codegen_enter_scope"),
}

# Until 3.10 the call makes a coroutine by PyCoro_New, since then RETURN_GENERATOR by _Py_MakeCoro.
MAKERS = {"PyCoro_New", "_Py_MakeCoro"}


def sites(changes: list[Document]) -> list[Document]:
    return [site for change in changes for site in change.get("sites", ())]


def test_says_where_the_flag_is_set_and_links_to_the_tag(layers: Layers, report: str, python: Interpreter) -> None:
    found = [site for site in sites(layers["code"]["changes"]) if site["function"] == "compute_code_flags"]
    assert [site["file"] for site in found] == ["Python/compile.c"]
    link = f"https://github.com/python/cpython/blob/v{python.version}/Python/compile.c"
    assert found[0]["link"] == link
    assert "COROUTINE: compute_code_flags in Python/compile.c" in section(report, "the compiler")
    assert link in report


def test_says_where_the_first_instruction_is_emitted(layers: Layers, report: str, python: Interpreter) -> None:
    found = [(site["file"], site["function"]) for site in sites(layers["bytecode"]["changes"][:1])]
    expected = EMITTED.get(python.minor)
    assert found == ([expected] if expected else [])
    if expected:
        assert expected[1] in section(report, "the compiler")


def test_says_where_the_object_is_made(layers: Layers, report: str) -> None:
    made = [site for site in sites(layers["code"]["changes"]) if site["what"].startswith("makes the object")]
    assert [site["file"] for site in made] == ["Objects/genobject.c"]
    assert made[0]["function"] in MAKERS
    assert made[0]["function"] in section(report, "the compiler")


def test_says_where_the_warning_comes_from(layers: Layers) -> None:
    (warns,) = [change for change in layers["behavior"]["changes"] if change["path"] == "warns"]
    assert "_PyErr_WarnUnawaitedCoroutine" in {site["function"] for site in warns["sites"]}


def test_every_place_is_linked_to_the_tag_of_the_very_version(layers: Layers, python: Interpreter) -> None:
    found = [site for layer in layers.values() for site in sites(layer["changes"])]
    assert found
    for site in found:
        assert site["link"] == f"https://github.com/python/cpython/blob/v{python.version}/{site['file']}"


# -- what then --------------------------------------------------------------------------------------------------------


def test_driven_to_its_end_the_coroutine_prints_and_returns_none(layers: Layers, report: str) -> None:
    before, after = channels(layers)["eventually"]
    assert before is None
    assert "Hello, world!" in after
    assert "returns None" in after
    assert "returns None" in section(report, "behavior").partition("eventually")[2]


def test_tools_see_a_coroutine_function(layers: Layers) -> None:
    assert channels(layers)["introspection"] == ("iscoroutinefunction False", "iscoroutinefunction True")


COUNTING = """\
def three():
    yield "one"
    yield "two"
    return "three"


def endless():
    number = 0
    while True:
        yield number
        number += 1
"""

Drive = Callable[[str, str], tuple[str, str]]


@pytest.fixture
def drive(subjects: session.Subjects, tmp_path: Path) -> Drive:
    """What the generator of a name, and the asynchronous generator that `async` makes of it, give in the end."""
    path = tmp_path / "counting.py"

    def driven(text: str, name: str) -> tuple[str, str]:
        path.write_text(text, "utf-8")
        source = cutaway.target(f"{path}::{name}")
        told = []
        for side in (source, source.edited("insert-async")):
            shown = session.show(side, subjects, session.Question(layers=("behavior",), call="target()"))
            told.append(render_showing(shown, "text", width=WIDE))
        return told[0], told[1]

    return driven


def test_items_of_a_generator_and_of_an_asynchronous_one_are_listed(drive: Drive) -> None:
    plain, asynchronous = drive(COUNTING.replace('    return "three"\n', ""), "three")
    for told in (plain, asynchronous):
        assert "gives 'one', 'two'" in told
    assert "a generator object" in plain
    assert "an async_generator object" in asynchronous


def test_items_without_end_are_listed_up_to_a_bound(drive: Drive) -> None:
    for told in drive(COUNTING, "endless"):
        assert re.search(r"gives\s+0, 1, 2, ", told)
        assert "more after" in re.sub(r"\s+", " ", told)
        assert len(told) < 10_000
