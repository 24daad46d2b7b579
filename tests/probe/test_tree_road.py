"""Pairs that differ all over: the depth that equal trees and docstrings prove is that of the full comparison.

Knows what a docstring is compiled to, and that nothing runs in code that is dropped. Does not know the proofs.
"""

from __future__ import annotations

import ast
import base64
import subprocess

import pytest

from checks.single_edits import library
from cutaway import session
from cutaway.interpreters import Interpreter, Probe
from cutaway.layers import STATIC
from cutaway.probe.tree_difference import changed_docstrings
from cutaway.probe.unit import Unit
from cutaway.targets import from_code

CLASS = "class C:\n    {0}\n    def f(self):\n        {1}\n        return 1\n"
FUNCTION = "def f():\n    {}\n    return 1\n"
WRAPPED = "# one line more\n{}\n# and one at the end\n"


def deepest(probe: Probe, before: str, after: str, depth: str = "graded", optimize: int | None = None) -> object:
    request = {"before": source(before), "after": source(WRAPPED.format(after)), "depth": depth, "optimize": optimize}
    answer = probe.ask({"op": "pair", **request})
    assert answer["error"] is None
    return answer["deepest"]


def source(text: str) -> dict[str, str]:
    return {"content": base64.b64encode(text.encode()).decode("ascii"), "filename": "case.py", "kind": "source"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (FUNCTION.format("'a'"), FUNCTION.format("'b'"), "code"),
        (CLASS.format("'a'", "'a'"), CLASS.format("'b'", "'a'"), "bytecode"),
        (CLASS.format("'a'", "'a'"), CLASS.format("'a'", "'b'"), "code"),
        (CLASS.format("'a'", "'a'"), CLASS.format("'b'", "'b'"), "bytecode"),
        ("'a'\nx = 1\n", "'b'\nx = 1\n", "bytecode"),
        (FUNCTION.format("'a'"), FUNCTION.format('"a"'), "tokens"),
        (FUNCTION.format("'a'"), FUNCTION.format("('a')"), "tokens"),
        (FUNCTION.format("'a'"), FUNCTION.format("u'a'"), "ast"),
        (FUNCTION.format("'a'"), FUNCTION.format("b'a'"), "code"),
        (FUNCTION.format("1"), FUNCTION.format("2"), "ast"),
        (FUNCTION.format("x = 1"), FUNCTION.format("x = True"), "bytecode"),
        ("if 0:\n  def f():\n    'a'\n", "if 0:\n  def f():\n    'b'\n", "ast"),
        ("def g():\n  return\n  def f():\n    'a'\n", "def g():\n  return\n  def f():\n    'b'\n", "ast"),
        ("@d(lambda: 1)\nclass C:\n  'a'\n", "@d(lambda: 1)\nclass C:\n  'b'\n", "bytecode"),
        ("@d(1)\ndef f(): pass\n", "@d(2)\ndef f(): pass\n", "bytecode"),
    ],
)
def test_how_deep_a_docstring_goes(probe: Probe, before: str, after: str, expected: str) -> None:
    assert deepest(probe, before, after) == expected
    assert deepest(probe, before, after, "code") == ("code" if expected in ("code", "bytecode") else None)


def test_what_is_dropped_of_a_docstring_does_not_count(probe: Probe, python: Interpreter) -> None:
    assert deepest(probe, CLASS.format("'a'", "'a'"), CLASS.format("'b'", "'b'"), optimize=2) == "ast"
    # Since 3.13 the compiler takes the indentation away itself (gh-81283).
    indented = FUNCTION.format('"""a\n    b"""'), FUNCTION.format('"""a\n        b"""')
    assert deepest(probe, *indented) == ("ast" if python.version_info >= (3, 13) else "code")


def laid_out_anew(text: str) -> list[str]:
    """The text as its tree is written out, and that with another docstring, another name, one statement less."""
    tree = ast.parse(text)
    texts = [ast.unparse(tree)]
    scopes = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module))]
    documented = [node for node in scopes if ast.get_docstring(node, clean=False)]
    for node in documented[-1:]:
        first = node.body[0]
        assert isinstance(first, ast.Expr)
        first.value = ast.Constant("Another text.")
        texts.append(ast.unparse(tree))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    for name in names[-1:]:
        name.attr += "_renamed"
        texts.append(ast.unparse(tree))
    return texts


def sample() -> list[str]:
    """One file of forty of the library, as text."""
    return [path.read_text("utf-8", "replace") for path in library()[3::40]]


def test_the_depth_of_what_is_laid_out_anew_is_that_of_the_full_comparison(python: Interpreter, probe: Probe) -> None:
    found = []
    with session.Subjects((python,)) as subjects:
        for text in sample()[:4]:
            for after in laid_out_anew(text):
                answer = probe.ask({"op": "pair", "before": source(text), "after": source(after), "depth": "graded"})
                if answer["error"] is None:
                    full = session.compare(
                        from_code(text, "a"), from_code(after, "b"), subjects, session.Question(layers=STATIC)
                    ).comparisons[0]
                    assert answer["deepest"] == full.deepest
                    found.append(answer["deepest"])
    assert {"tokens", "bytecode"} <= set(found)


def test_statements_that_are_spelled_alike_are_the_only_ones_not_walked() -> None:
    """What the walk says of two texts is what `ast.dump` says."""
    checked = 0
    for text in sample():
        lines = text.split("\n")
        for at in range(0, len(lines), 1 + len(lines) // 8):
            line = lines[at]
            for changed in (
                "  " + line,
                line + " # said",
                line.replace("(", "((").replace(")", "))"),
                line + "; x",
                "",
            ):
                after = "\n".join([*lines[:at], changed, *lines[at + 1 :]])
                try:
                    same = ast.dump(ast.parse(text)) == ast.dump(ast.parse(after))
                except (SyntaxError, ValueError):
                    continue
                both = [Unit(one.encode("utf-8", "surrogatepass"), "case.py") for one in (text, after)]
                assert (changed_docstrings(*both) == []) is same
                checked += 1
    assert checked > 200


EXTENTS = """
import ast, os, sys
folder = os.path.dirname(os.__file__)
count = 0
for name in sorted(os.listdir(folder))[::6]:
    if not name.endswith(".py"):
        continue
    with open(os.path.join(folder, name), "rb") as stream:
        tree = ast.parse(stream.read())
    for node in ast.walk(tree):
        if not isinstance(node, (ast.stmt, ast.excepthandler)):
            continue
        start, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
        decorated = getattr(node, "decorator_list", [])
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt) and child not in decorated:
                count += 1
                assert start <= (child.lineno, child.col_offset), (name, child.lineno)
                assert (child.end_lineno, child.end_col_offset) <= end, (name, child.lineno)
print(count)
"""


def test_a_statement_ends_behind_all_that_stands_in_it(python: Interpreter) -> None:
    """On which it rests that a statement's own lines say all about it."""
    answer = subprocess.check_output([str(python.executable), "-I", "-c", EXTENTS], text=True)
    assert int(answer) > 1_000
