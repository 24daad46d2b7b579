"""What does not compile, what warns, and what is compiled already: each told at the layer where it arises."""

from __future__ import annotations

import marshal
import subprocess

import pytest

from cutaway.errors import ProbeError, TargetError
from cutaway.interpreters import Probe

STATIC = ["source", "tokens", "ast", "symbols", "code", "bytecode"]


def outcomes(capture):
    """For each layer `facts`, `error` or `absent`."""
    return {layer: next(iter(answer)) for layer, answer in capture["layers"].items()}


def test_async_with_yield_from_arises_in_the_compiler(ask):
    # The grammar and the symbol table take it; only the code generator refuses (DECISIONS, 9).
    capture = ask("def f():\n    yield from g()\n", qualname="f", edit="insert-async", layers=STATIC)
    assert outcomes(capture) == {
        "source": "facts",
        "tokens": "facts",
        "ast": "facts",
        "symbols": "facts",
        "code": "error",
        "bytecode": "error",
    }
    error = capture["layers"]["code"]["error"]
    assert (error["type"], error["line"]) == ("SyntaxError", 2)
    assert "yield from" in error["message"]
    assert error["column"] == 5


def test_a_duplicate_argument_arises_in_the_symbol_table(ask):
    capture = ask("def f(a, a): pass\n", layers=STATIC)
    assert [layer for layer, what in outcomes(capture).items() if what == "error"] == ["symbols", "code", "bytecode"]


def test_a_broken_parse_arises_at_the_tree(ask):
    capture = ask("x = 1\ny = = 2\n", layers=STATIC)
    assert outcomes(capture)["tokens"] == "facts"
    error = capture["layers"]["ast"]["error"]
    assert (error["type"], error["line"], error["column"]) == ("SyntaxError", 2, 5)
    assert error["text"] == "y = = 2"
    assert capture["target"]["kind"] == "module"


def test_a_bad_dedent_arises_at_the_tokens(ask):
    capture = ask("if a:\n        b\n    c\n", layers=STATIC)
    assert outcomes(capture)["tokens"] == "error"
    assert capture["layers"]["tokens"]["error"]["type"] == "IndentationError"


def test_an_unclosed_bracket_arises_at_the_tokens(ask):
    capture = ask("f(1,\n", layers=STATIC)
    assert outcomes(capture)["source"] == "facts"
    assert {outcomes(capture)[layer] for layer in STATIC[1:]} == {"error"}


def test_the_column_counts_characters(ask):
    error = ask("é = = 1\n", layers=["ast"])["layers"]["ast"]["error"]
    assert (error["line"], error["column"]) == (1, 5)


def test_a_place_behind_a_carriage_return_and_a_form_feed(ask):
    error = ask(b"a = 1\r\x0cy = = 2\r", layers=["ast"])["layers"]["ast"]["error"]
    assert error["line"] == 2


def test_a_warning_is_told_once_at_its_first_layer(ask):
    capture = ask("x = '\\d'\n", layers=STATIC)
    (warning,) = capture["warnings"]
    assert (warning["layer"], warning["line"]) == ("ast", 1)
    assert warning["category"] in {"DeprecationWarning", "SyntaxWarning"}  # SyntaxWarning since 3.12 (gh-98401)
    assert set(outcomes(capture).values()) == {"facts"}


def test_two_equal_warnings_on_two_lines_are_two(ask):
    capture = ask("x = '\\d'\ny = '\\d'\n", layers=STATIC)
    assert [warning["line"] for warning in capture["warnings"]] == [1, 2]


def test_a_warning_is_no_error_whatever_the_environment_says(python, monkeypatch):
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    source = {"content": "eCA9ICdcZCcK", "filename": "case.py", "kind": "source", "select": None, "edit": None}
    with Probe(python) as probe:
        answer = probe.ask({"op": "capture", "sources": [source], "layers": STATIC, "optimize": None})
    (capture,) = answer["captures"]
    assert set(outcomes(capture).values()) == {"facts"}
    assert len(capture["warnings"]) == 1


def test_a_deep_nesting_is_an_answer_or_trouble(ask):
    # 3.8 runs out of memory for its parser's stack; later ones say "too many nested parentheses".
    try:
        told = ask("(" * 10_000 + ")" * 10_000 + "\n", layers=STATIC)["layers"]["ast"]["error"]["message"]
    except ProbeError as trouble:
        told = str(trouble)
    assert "too" in told
    assert "\n" not in told
    assert outcomes(ask("x\n", layers=["ast"])) == {"ast": "facts"}


def test_an_integer_beyond_the_limit_of_digits(ask):
    # 3.11 limits conversions (and patch releases of the older ones): a SyntaxError in the tree; before that, a constant
    capture = ask("x = " + "9" * 5000 + "\n", layers=STATIC)
    assert outcomes(capture)["ast"] in {"facts", "error"}
    assert outcomes(ask("x = 0x" + "f" * 5000 + "\n", layers=STATIC)) == dict.fromkeys(STATIC, "facts")


@pytest.fixture(scope="session")
def pyc(python, tmp_path_factory):
    """A `.pyc` that the interpreter under study made."""
    folder = tmp_path_factory.mktemp("pyc")
    (folder / "m.py").write_text("def f(a):\n    return a + 1\nclass C:\n    def m(self): return 2\n")
    made = "import py_compile,sys; py_compile.compile(sys.argv[1], sys.argv[2], dfile='m.py', doraise=True)"
    subprocess.run([python.executable, "-c", made, folder / "m.py", folder / "m.pyc"], check=True)
    return (folder / "m.pyc").read_bytes()


def test_a_pyc_has_code_and_bytecode(ask, pyc):
    capture = ask(pyc, filename="m.pyc", layers=STATIC)
    above = dict.fromkeys(["source", "tokens", "ast", "symbols"], "absent")
    assert outcomes(capture) == {**above, "code": "facts", "bytecode": "facts"}
    assert "no source" in capture["layers"]["ast"]["absent"]


def test_a_pyc_cut_short_anywhere_is_said_to_be(ask, pyc):
    for length in range(len(pyc)):
        with pytest.raises(TargetError) as refusal:
            ask(pyc[:length], filename="m.pyc", layers=["code"])
        assert str(refusal.value).startswith("m.pyc: ")
        assert "\n" not in str(refusal.value)


def test_a_pyc_of_another_magic_number(ask, pyc):
    with pytest.raises(TargetError, match=r"^m\.pyc: not a \.pyc of this interpreter"):
        ask(b"\x00\x00\r\n" + pyc[4:], filename="m.pyc", layers=["code"])


def test_text_named_pyc(ask):
    with pytest.raises(TargetError, match=r"^m\.pyc: not a \.pyc of this interpreter"):
        ask("def f(): pass\n", filename="m.pyc", layers=["code"])


def test_a_pyc_that_holds_no_code(ask, pyc):
    with pytest.raises(TargetError, match="holds no code object"):
        ask(pyc[:16] + marshal.dumps([1, 2], 2), filename="m.pyc", layers=["code"])


def test_a_definition_in_a_pyc(ask, pyc):
    capture = ask(pyc, filename="m.pyc", qualname="C.m", layers=["code"])
    assert (capture["target"]["kind"], capture["target"]["qualname"]) == ("function", "C.m")
    assert outcomes(capture) == {"code": "facts"}


def test_a_class_in_a_pyc(ask, pyc):
    target = ask(pyc, filename="m.pyc", qualname="C")["target"]
    assert (target["kind"], target["qualname"], target["line"]) == ("class", "C", 3)


def test_a_name_that_is_not_in_a_pyc(ask, pyc):
    with pytest.raises(TargetError, match=r"^m\.pyc: no C\.n in it: did you mean C\.m\?"):
        ask(pyc, filename="m.pyc", qualname="C.n")


def test_what_is_read_of_a_definition_in_a_pyc_is_that_definition(ask, pyc):
    # the module's own code starts at line 1, too
    capture = ask(pyc, filename="m.pyc", line=1, layers=["code"])
    facts = capture["layers"]["code"]["facts"]
    assert capture["target"]["qualname"] == facts["parts"][facts["own"]]["qualname"] == "f"


def test_a_definition_in_a_pyc_by_its_first_line(ask, pyc):
    assert ask(pyc, filename="m.pyc", line=4)["target"]["qualname"] == "C.m"
    with pytest.raises(TargetError, match=r"^m\.pyc: no function starts at line 2"):
        ask(pyc, filename="m.pyc", line=2)
