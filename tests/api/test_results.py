"""The Python API: what can be compared, what the answer says, and what an error is."""

from __future__ import annotations

import functools
import importlib.util
import json
import linecache
from pathlib import Path

import pytest

import cutaway

STATIC_NAMES = ["source", "tokens", "ast", "symbols", "code", "bytecode"]


@pytest.fixture
def living():
    # loaded by hand, so that pytest rewrites nothing in it
    path = Path(__file__).with_name("living.py")
    spec = importlib.util.spec_from_file_location("living", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def layers(result):
    (one,) = result.comparisons
    return {layer.layer: layer for layer in one.layers}


def text_layers(result):
    """Whether each layer above code was compared."""
    return {name: layers(result)[name].same is not None for name in STATIC_NAMES[:4]}


# ---- sources and paths


def test_a_str_is_source():
    assert cutaway.diff("x = 1", "x = 1").deepest is None
    assert cutaway.diff("x = 1", "x = (1)").deepest == "tokens"
    assert cutaway.diff("x = 60*60", "x = 3600").deepest == "ast"
    assert cutaway.diff("x = 1", "x = 2").deepest == "bytecode"


def test_a_path_is_a_file(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n")
    assert cutaway.diff(tmp_path / "a.py", "x = 1\n").deepest is None
    assert cutaway.show(tmp_path / "a.py").showings[0].trouble is None


def test_a_target_is_the_command_lines_grammar(tmp_path):
    (tmp_path / "a.py").write_text("def f(): return 1\ndef g(): return 2\n")
    f, g = (cutaway.target(f"{tmp_path}/a.py::{name}") for name in "fg")
    assert cutaway.diff(f, f).deepest is None
    assert cutaway.diff(f, g).deepest == "bytecode"


def test_a_source_that_declares_an_encoding_is_still_text():
    source = "# coding: latin-1\nx = 'é'\n"
    assert "x = 'é'" in str(cutaway.show(source, layers=["source"]))
    assert cutaway.diff(source, "x = 'é'\n").same_at("code")


def test_inserting_async(tmp_path):
    (tmp_path / "a.py").write_text("def f(): return 1\n")
    result = cutaway.insert_async(cutaway.target(f"{tmp_path}/a.py::f"))
    assert not result.same_at("code")
    assert layers(result)["symbols"].same is True
    (tmp_path / "b.py").write_text("async def f(): return 1\n")
    removed = cutaway.insert_async(cutaway.target(f"{tmp_path}/b.py::f"), remove=True)
    assert removed.deepest == result.deepest


# ---- live objects


def test_live_functions_have_every_static_layer(living):
    result = cutaway.diff(living.plain, living.other)
    assert set(text_layers(result).values()) == {True}
    assert not result.same_at("code")
    assert layers(result)["behavior"].same is None


def test_a_live_function_is_itself(living):
    assert cutaway.diff(living.plain, living.plain).deepest is None
    for _ in range(5000):
        living.plain(1)  # specialized by now
    assert cutaway.diff(living.plain, living.plain.__code__).deepest is None


def test_layout_and_names_reach_no_code(living):
    result = cutaway.diff(living.plain, living.same_but_for_layout)
    assert layers(result)["bytecode"].same is True
    assert layers(result)["tokens"].same is False


@pytest.mark.parametrize(
    "find",
    [
        lambda living: living.Class().method,
        lambda living: living.Class.method,
        lambda living: living.Class.static,
        lambda living: living.Class.twice.fset,
        lambda living: living.Class.twice.fget,
        lambda living: living.coroutine,
        lambda living: living.make(),
        lambda living: living.decorated,
        lambda living: living.decorated.__wrapped__,
    ],
    ids=["bound", "method", "static", "setter", "getter", "coroutine", "nested", "wrapper", "wrapped"],
)
def test_kinds_of_live_functions_have_their_text(living, find):
    live = find(living)
    result = cutaway.diff(live, live)
    assert set(text_layers(result).values()) == {True}
    assert result.same_at("source")
    lines = str(cutaway.show(live, layers=["source"]))
    assert f"def {live.__code__.co_name}(" in lines


def test_nothing_is_unwrapped(living):
    # functools.wraps changes names, not code: what is shown is the wrapper
    assert "def wrapper(" in str(cutaway.show(living.decorated, layers=["source"]))


def test_a_live_function_against_source(living):
    assert cutaway.diff(living.plain, "def plain(a):\n    return a + 1\n").comparisons[0].trouble is None


def reason(result):
    (why,) = {layers(result)[name].reason for name in STATIC_NAMES[:4]}
    return why


def test_a_lambda_has_code_but_no_text_of_its_own(living):
    result = cutaway.diff(living.nameless, living.nameless)
    assert "no definition of its own" in reason(result)
    assert layers(result)["bytecode"].same is True


def test_a_function_made_by_exec_has_no_file():
    made = {}
    exec("def f(): return 1\ndef g(): return 2\n", made)
    result = cutaway.diff(made["f"], made["g"])
    assert "its source file is not there" in reason(result)
    assert layers(result)["code"].same is False


def test_a_cell_of_a_notebook_is_known_to_linecache():
    text = "def f(): return 1\n"
    made = {}
    exec(compile(text, "<cell 1>", "exec", dont_inherit=True), made)
    linecache.cache["<cell 1>"] = (len(text), None, [text], "<cell 1>")
    try:
        assert set(text_layers(cutaway.diff(made["f"], made["f"])).values()) == {True}
    finally:
        del linecache.cache["<cell 1>"]


@pytest.fixture
def changing(tmp_path):
    path = tmp_path / "changing.py"
    path.write_text("def f():\n    return 1\n")
    made = {}
    exec(compile(path.read_text(), str(path), "exec", dont_inherit=True), made)
    return path, made["f"]


@pytest.mark.parametrize(
    "text",
    ["def f():\n    return 2\n", "\ndef f():\n    return 1\n", "x = = 1\n", "", "def g():\n    return 1\n", "\0"],
    ids=["changed", "moved", "broken", "empty", "renamed", "unreadable"],
)
def test_source_that_changed_since_it_was_loaded_is_not_shown(changing, text):
    path, f = changing
    assert set(text_layers(cutaway.diff(f, f)).values()) == {True}
    path.write_text(text)
    result = cutaway.diff(f, f)
    assert reason(result) == "source changed since it was loaded"
    assert layers(result)["bytecode"].same is True


def test_a_live_function_whose_file_became_a_fifo_does_not_hang(changing):
    import os

    path, f = changing
    path.unlink()
    os.mkfifo(path)
    assert cutaway.diff(f, f).comparisons[0].trouble is None


# ---- what an answer says


def test_same_at_holds_for_the_layer_and_what_is_deeper():
    result = cutaway.diff("x = 1", "x = (1)")
    assert not result.same_at("source")
    assert not result.same_at("tokens")
    assert result.same_at("ast")
    assert result.same_at("code")


def test_same_at_a_layer_that_was_not_compared_cannot_be_said(living):
    asked_for_one = cutaway.diff("x = 1", "x = 1", layers=["ast"])
    with pytest.raises(cutaway.CutawayError, match="cannot say whether code is the same"):
        asked_for_one.same_at("code")
    made = {}
    exec("def f(): return 1", made)
    with pytest.raises(cutaway.CutawayError, match="cannot say whether ast is the same"):
        cutaway.diff(made["f"], made["f"]).same_at("ast")
    with pytest.raises(cutaway.UsageError, match="no such layer"):
        asked_for_one.same_at("opcodes")


def test_same_at_says_different_where_that_is_certain():
    # tokens was not asked for, but code differs: the gate is down whatever tokens would have said
    result = cutaway.diff("x = 1", "x = 2", layers=["code", "bytecode"])
    assert result.same_at("tokens") is False


def test_an_answer_survives_its_json(living):
    for result in (cutaway.diff("x = 1", "y = 1"), cutaway.diff(living.plain, living.other)):
        document = json.loads(json.dumps(result.to_json()))
        again = cutaway.Diff.from_json(document)
        assert again.to_json() == result.to_json()
        assert str(again) == str(result)
    for shown in (cutaway.show("def f(): pass"), cutaway.show("def f(:\n")):
        assert cutaway.Show.from_json(json.loads(json.dumps(shown.to_json()))).showings == shown.showings


def test_printing_an_answer_is_the_text_report(capsys):
    result = cutaway.diff("x = 1", "x = (1)")
    print(result)  # noqa: T201 - what is tested
    printed = capsys.readouterr().out
    assert printed == result.report("text")
    assert "The deepest layer that differs is tokens." in printed
    assert "\x1b" not in printed


def test_every_format_of_a_report():
    result = cutaway.diff("x = 1", "x = (1)")
    assert json.loads(result.report("json")) == result.to_json()
    assert result.report("markdown") != result.report("org")


# ---- errors


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: cutaway.diff(len, len), cutaway.TargetError),
        (lambda: cutaway.diff(3, "x"), cutaway.TargetError),
        (lambda: cutaway.diff("x", None), cutaway.TargetError),
        (lambda: cutaway.show(["line one\nline two"] * 50), cutaway.TargetError),
        (lambda: cutaway.show(Path("/no/such/file.py")), cutaway.TargetError),
        (lambda: cutaway.show(Path("/")), cutaway.TargetError),
        (lambda: cutaway.show("x = '\0'"), cutaway.TargetError),
        (lambda: cutaway.show("x = '\ud800'"), cutaway.TargetError),
        (lambda: cutaway.target("a.py::"), cutaway.TargetError),
        (lambda: cutaway.insert_async("def f(): pass"), cutaway.EditError),
        (lambda: cutaway.insert_async("x = = 1"), cutaway.TargetError),
        (lambda: cutaway.insert_async(test_every_format_of_a_report), cutaway.CutawayError),
        (lambda: cutaway.show("x", layers=["opcodes"]), cutaway.UsageError),
        (lambda: cutaway.show("x", optimize=7), cutaway.UsageError),
        (lambda: cutaway.show("x", run=True, timeout=-1), cutaway.UsageError),
        (lambda: cutaway.show("x", run=True, call="target()"), cutaway.UsageError),
        (lambda: cutaway.show("x", call="target()"), cutaway.UsageError),
        (lambda: cutaway.show("x", python="3.99"), cutaway.InterpreterError),
        (lambda: cutaway.show(json.loads, python="3.12"), cutaway.UsageError),
        (lambda: cutaway.show(json.loads, call="target()"), cutaway.UsageError),
        (lambda: cutaway.show(json.loads, optimize=2), cutaway.UsageError),
        (lambda: cutaway.diff("a" + "+a" * 100_000, json.loads), cutaway.ProbeError),
    ],
)
def test_an_error_is_one_line(ask, error):
    with pytest.raises(error) as raised:
        ask()
    assert isinstance(raised.value, cutaway.CutawayError)
    assert str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_source_that_does_not_compile_is_an_answer():
    result = cutaway.diff("x = 1", "x = = 1")
    assert result.comparisons[0].trouble is None
    assert not result.same_at("code")


def test_several_interpreters(pythons):
    result = cutaway.diff("x = 1", "x = (1)", python="all")
    assert [one.before_python["version"] for one in result.comparisons] == [python.version for python in pythons]
    assert result.deepest == "tokens"


def children():
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks /proc which children there are")
def test_nothing_is_kept_running():
    before = children()
    cutaway.diff("x = 1", "x = 2")
    assert children() <= before


def test_a_live_function_is_not_edited(living):
    with pytest.raises(cutaway.CutawayError, match=r"a live object is not edited: name its file with cutaway\.target"):
        cutaway.insert_async(living.plain)


class Telling(type):
    def __repr__(cls):
        raise AssertionError("nobody asked for this to run")


class Told(metaclass=Telling):
    def __repr__(self):
        raise AssertionError("nobody asked for this to run")


@pytest.mark.parametrize(
    ("thing", "called"),
    [
        (len, "len of type builtin_function_or_method"),
        (str.join, "str.join of type method_descriptor"),
        (functools.partial(print), "an object of type partial"),
        (5, "5 of type int"),
        (Told(), "an object of type Told"),
        (Told, "an object of type Telling"),
        ([Told()], "an object of type list"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
@pytest.mark.parametrize("asked", [cutaway.fingerprint, cutaway.show])
def test_what_has_no_code_is_refused_in_one_line_and_nothing_of_it_runs(asked, thing, called):
    with pytest.raises(cutaway.CutawayError) as refused:
        asked(thing)
    assert str(refused.value) == f"{called} has no code: give a function, a code object, a path or a source"


def test_a_path_that_is_not_there_and_a_link_that_leads_nowhere(tmp_path):
    (tmp_path / "link.py").symlink_to(tmp_path / "gone.py")
    with pytest.raises(cutaway.CutawayError, match=r"gone\.py: no such file$"):
        cutaway.show(tmp_path / "gone.py")
    with pytest.raises(cutaway.CutawayError, match=r"link\.py: no such file \(a link that leads nowhere\)$"):
        cutaway.show(tmp_path / "link.py")
