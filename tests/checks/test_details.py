"""Which definitions a change is told of, and their first field, on every interpreter; edits of real functions."""

from __future__ import annotations

import ast
import functools
import random
import textwrap
from pathlib import Path

import pytest

from checks.changed import change
from cutaway.checks.changes import source
from cutaway.checks.checking import Asked, verdicts
from cutaway.checks.details import details
from cutaway.interpreters import Interpreter, host
from cutaway.interpreters.probing import Probe

KEPT = """
def kept(a, b=4, *, c: "int" = 5) -> "str":
    return a
"""


def told(before: str, after: str, python, **asked: object) -> dict[str, tuple[str, str | None, str | None]]:
    """Qualified name -> (field, before, after) of what is named."""
    one = change("a.py", textwrap.dedent(before), textwrap.dedent(after))
    (verdict,) = verdicts([one], [python], Asked(**asked))
    assert verdict.error is None
    return {function.qualname: function[1:4] for function in verdict.functions}


@pytest.mark.parametrize(
    ("before", "after", "field", "words"),
    [
        ("def f(a=1): pass", "def f(a=2): pass", "__defaults__", ("(1,)", "(2,)")),
        ("def f(a=[1]): pass", "def f(a=x): pass", "__defaults__", None),
        ("def f(a=(1 if x else 2)): pass", "def f(a=(1 if x else 3)): pass", "__defaults__", None),
        ("def f(a): pass", "def f(a=1): pass", "__defaults__", (None, "(1,)")),
        ("def f(*, a=1): pass", "def f(*, a=2): pass", "__kwdefaults__", ("{'a': 1}", "{'a': 2}")),
        ("def f(a: int): pass", "def f(a: str): pass", "__annotations__", ("{'a': int}", "{'a': str}")),
        ("def f(a): pass", "def f(a) -> None: pass", "__annotations__", (None, "{'return': None}")),
        ("def f(a: int): pass", "def f(a): pass", "__annotations__", ("{'a': int}", None)),
        ("@x\ndef f(): pass", "@y\ndef f(): pass", "decorators", ("x", "y")),
        ("def f(): pass", "@x.y\n@z(1)\ndef f(): pass", "decorators", (None, "x.y, z(1)")),
        ("@x\nasync def f(a=1): pass", "@x\nasync def f(a=2): pass", "__defaults__", ("(1,)", "(2,)")),
    ],
)
def test_what_makes_a_function_is_told_of_it_and_not_of_the_code_around_it(before, after, field, words, python):
    found = told(KEPT + before, KEPT + after, python)
    assert set(found) == {"f"}
    assert found["f"][0] == field
    if words is not None:
        assert found["f"][1:] == words


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            "def f(r):\n    for i in r:\n        def g(j=0): return j\n        r.append(g)",
            "def f(r):\n    for i in r:\n        def g(j=i): return j\n        r.append(g)",
            {"f.<locals>.g": ("__defaults__", "(0,)", "(i,)")},
        ),
        (
            "def f(n):\n    m = n\n    @n\n    def g(j=0): return j\n    return g",
            "def f(n):\n    m = n\n    @m\n    def g(j=0): return j\n    return g",
            {"f.<locals>.g": ("decorators", "n", "m")},
        ),
        (
            "def f(n, o):\n    m = n\n    def g(j=m): return j\n    return g",
            "def f(n, o):\n    m = o\n    def g(j=m): return j\n    return g",
            {"f": ("instructions", "LOAD_FAST n", "LOAD_FAST o")},
        ),
    ],
)
def test_a_default_behind_an_assignment_is_told_without_it(before, after, found, python):
    """Without positions the compiler makes one instruction of the assignment and the load behind it (3.13 on)."""
    named = {
        name: (field.split("[")[0], *(str(word).replace("_BORROW", "") for word in words))
        for name, (field, *words) in told(before, after, python).items()
    }
    assert named == found


def test_words_too_long_for_an_expression_are_the_first_instruction_that_differs(python):
    found = told("def f(a=(1.5 if x else 2.5)): pass", "def f(a=(1.5 if x else 3.5)): pass", python)
    assert found == {"f": ("__defaults__", "LOAD_CONST 2.5", "LOAD_CONST 3.5")}


def test_what_changed_beside_the_functions_is_told_of_the_code_around_them_without_what_is_theirs(python):
    before = "import os\nx = os.a(1.5)\ndef f(b=(7, 8)): pass\n"
    after = "import os\nx = os.a(2.5)\ndef f(b=(7, 9)): pass\n"
    assert told(before, after, python) == {
        "<module>": ("co_consts", "1.5", "2.5"),
        "f": ("__defaults__", "((7, 8),)", "((7, 9),)"),
    }


def test_what_both_sides_share_is_not_listed_and_what_changed_has_its_line(python):
    before = textwrap.dedent("""
        class C:
            def kept(self, *a, **k):
                return [b for b in a if b in k]
            @property
            def changed(self):
                return 1.5

        def also_kept(a):
            def inner(): return a
            return inner
    """)
    sides = [source("a.py", text.encode()) for text in (before, before.replace("1.5", "2.5"))]
    with Probe(python) as probe:
        answer = probe.ask({"op": "pair", "before": sides[0], "after": sides[1], "named": True})["details"]
    listed = {
        part["qualname"]: len(part["rows"]) for part in answer["captures"][1]["layers"]["bytecode"]["facts"]["parts"]
    }
    # Nothing but returning None: three instructions at most, with RESUME.
    assert max(listed["C.kept"], listed["also_kept"]) <= 3
    assert "also_kept.<locals>.inner" not in listed
    assert min(listed["C"], listed["<module>"]) > 3
    (change,) = details(python.to_json(), answer).functions
    # 3.8 on tells the line of the first decorator.
    assert (change.qualname, change.field, change.line) == ("C.changed", "co_consts", 5)


def test_methods_and_inner_functions_are_named_by_their_qualified_names(python):
    before = """
        class C:
            limit = 3
            def m(self, a=1): pass
        def outer(q):
            for i in q:
                @q.x
                def inner(a=i, b: "int" = 2.5): return q
    """
    after = before.replace("a=1", "a=2").replace("2.5", "3.5")
    assert {name: one[0] for name, one in told(before, after, python).items()} == {
        "C.m": "__defaults__",
        "outer.<locals>.inner": "__defaults__",
    }


def test_a_closure_is_told_where_nothing_else_differs(python):
    # the class's own __class__ cell is what `super` needs; the body of m uses neither name
    before = "def outer(a, b):\n    def m():\n        return lambda: a\n    return m, b\n"
    found = told(before, before.replace("lambda: a", "lambda: b"), python)
    assert "outer.<locals>.m" in found


def test_functions_made_in_another_order_are_not_the_same(python):
    first, second = "def f(a=1): pass\n", "def g(a=2): pass\n"
    found = told("x()\n" + first + second, "x()\n" + second + first, python)
    assert set(found) == {"<module>"}


def test_a_body_that_changed_comes_before_how_its_function_is_made(python):
    assert told("def f(a=1): return 1.5", "def f(a=2): return 2.5", python) == {"f": ("co_consts", "1.5", "2.5")}


def test_two_functions_of_one_name_in_one_body_of_code(python):
    before = "if x:\n    def f(a=1): pass\nelse:\n    def f(a=2): pass\n"
    assert told(before, before.replace("a=2", "a=3"), python) == {"f": ("__defaults__", "(2,)", "(3,)")}


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (("b=1", "b=2"), "__defaults__"),
        (("c=1", "c=2"), "__kwdefaults__"),
        (("a: T", "a: S"), "__annotations__"),
        (("@x", "@y"), "decorators"),
        (("S]", "S: int]"), "__type_params__"),
    ],
)
def test_functions_with_type_parameters(edit, field, python):
    if python.version_info < (3, 12):
        pytest.skip("type parameters are new in 3.12 (PEP 695)")
    before = (
        "@x\ndef f[T, S](a: T, b=1, *, c=1): pass\nclass C:\n    @x\n    def f[T, S](self, a: T, b=1, *, c=1): pass\n"
    )
    found = told(before, before.replace(*edit), python)
    # a bound is computed by a function of its own, which came
    assert {name: one[0] for name, one in found.items() if one[0] != "__code__"} == {"f": field, "C.f": field}


@pytest.mark.parametrize(
    ("allow", "before", "after"),
    [
        ("docstrings", "def f():\n    'a'\n    return 1\n", "def f():\n    'b'\n    return 1\n"),
        ("docstring-whitespace", "def f():\n    'a'\n    return 1\n", "def f():\n    'a  '\n    return 1\n"),
        ("annotations", "def f(a: int):\n    return 1\n", "def f(a: str):\n    return 1\n"),
        ("asserts", "def f(a):\n    assert a\n    return 1\n", "def f(a):\n    return 1\n"),
        ("names-of-locals", "def f(a):\n    b = a\n    return b\n", "def f(a):\n    c = a\n    return c\n"),
    ],
)
def test_what_is_set_aside_is_not_named_beside_what_is_not(allow, before, after, python):
    rest = "def g():\n    return {}\n"
    strict = told(before + rest.format(1.5), after + rest.format(2.5), python)
    assert set(strict) == {"f", "g"}
    allowed = told(before + rest.format(1.5), after + rest.format(2.5), python, allow=(allow,))
    assert allowed == {"g": ("co_consts", "1.5", "2.5")}


def test_a_renamed_argument_is_named_though_names_of_locals_are_set_aside(python):
    found = told("def f(a):\n    return a\n", "def f(b):\n    return b\n", python, allow=("names-of-locals",))
    assert found == {"f": ("co_varnames", "a", "b")}


def test_the_line_is_where_the_definition_starts_in_the_side_after(python):
    before = "def f(): return 1.5\ndef gone(): pass\nclass C:\n    @x\n    def m(self, a=1): pass\n"
    after = before.replace("1.5", "2.5").replace("a=1", "a=2").replace("def gone(): pass\n", "\n\n\ndef came(): pass\n")
    (verdict,) = verdicts([change("a.py", before, after)], [python])
    assert {one.qualname: one.line for one in verdict.functions} == {
        "<module>": 1,
        "f": 1,
        "gone": None,
        "came": 5,
        "C.m": 7,
    }


MODULES = (ast, functools, random, textwrap, pytest)
EDITS = 60
FIELDS = ("__defaults__", "__kwdefaults__", "__annotations__", "decorators")


def _edits(path: Path):
    """(qualified name, field, text after): each default, annotation and decorator exchanged for a name of its own."""
    text = path.read_text(encoding="utf-8")
    names: dict[str, int] = {}
    found = []

    def walk(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = prefix
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = prefix + child.name
                names[name] = names.get(name, 0) + 1
                if isinstance(child, ast.ClassDef):
                    inner = f"{name}."
                else:
                    inner = f"{name}.<locals>."
                    found.extend((name, field, expression) for field, expression in _parts(child))
            walk(child, inner)

    walk(ast.parse(text), "")
    for name, field, expression in found:
        if names[name] == 1:
            yield name, field, text, _exchanged(text, expression)


def _parts(node: ast.FunctionDef | ast.AsyncFunctionDef):
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    yield from (("__defaults__", one) for one in arguments.defaults)
    yield from (("__kwdefaults__", one) for one in arguments.kw_defaults if one is not None)
    yield from (("__annotations__", one.annotation) for one in every if one.annotation is not None)
    yield from (("decorators", one) for one in node.decorator_list)


def _exchanged(text: str, node: ast.expr) -> str:
    lines = text.splitlines(keepends=True)
    start, end = (sum(len(one.encode()) for one in lines[: line - 1]) for line in (node.lineno, node.end_lineno or 0))
    content = text.encode()
    return (content[: start + node.col_offset] + b"exchanged" + content[end + (node.end_col_offset or 0) :]).decode()


def test_any_default_annotation_or_decorator_of_real_functions_is_told_of_its_function_alone():
    every = [edit for module in MODULES for edit in _edits(Path(module.__file__))]
    by_field = {field: [edit for edit in every if edit[1] == field] for field in FIELDS}
    chosen = [
        edit
        for edits in by_field.values()
        for edit in random.Random(5).sample(edits, min(len(edits), EDITS // len(FIELDS)))
    ]
    assert len(chosen) > EDITS // 2
    changes = [change(f"{at}.py", before, after) for at, (_, _, before, after) in enumerate(chosen)]
    for (name, field, _, _), verdict in zip(chosen, verdicts(changes, [host()]), strict=True):
        assert [(one.qualname, one.field) for one in verdict.functions] == [(name, field)]


GETTER_AND_SETTER = """
    class C:
        "A docstring."
        @property
        def m(self):
            "The getter's."
            return 1
        @m.setter
        def m(self, value):
            def inner(): return value
            self.value = inner
    """


def test_a_getter_is_told_of_though_a_setter_of_its_name_makes_a_function(python: Interpreter) -> None:
    """The setter is the same, but for what belongs to the function inside: that says nothing of the getter."""
    found = told(GETTER_AND_SETTER, GETTER_AND_SETTER.replace("A doc", "Its doc").replace("The", "Its"), python)
    of_class = ("__doc__", "'A docstring.'", "'Its docstring.'")
    assert found == {"C": of_class, "C.m": ("__doc__", '"The getter\'s."', '"Its getter\'s."')}


CLASSES = [
    ("class A(x): pass", "class A(y): pass", {"A": ("bases", "x", "y")}),
    ("class A: pass", "class A(x, y): pass", {"A": ("bases", None, "x, y")}),
    ("class A(x): pass", "class A(x, metaclass=y): pass", {"A": ("bases", "x", "x, metaclass=y")}),
    ("class A(*x): pass", "class A(*y): pass", {"A": ("bases",)}),
    ("class A(x if y else z): pass\na = b, c", "class A(x if y else w): pass\na = b, c", {"A": ("bases",)}),
    ("@x\nclass A(z): pass", "@y\nclass A(z): pass", {"A": ("decorators", "x", "y")}),
    ("class A(z): pass", "@y(1)\n@z\nclass A(z): pass", {"A": ("decorators", None, "y(1), z")}),
    ("class A:\n class B(x): pass", "class A:\n class B(y): pass", {"A.B": ("bases", "x", "y")}),
    ("class A(x): b = 1.5", "class A(y): b = 2.5", {"A": ("co_consts", "1.5", "2.5")}),
    (
        "a = 1.5\nclass A(x): pass",
        "a = 2.5\nclass A(y): pass",
        {"<module>": ("co_consts", "1.5", "2.5"), "A": ("bases", "x", "y")},
    ),
    ("a = x\nclass A(x): pass", "a = y\nclass A(x): pass", {"<module>": ("co_names", "x", "y")}),
    ("class A(x): pass\nclass B(y): pass", "class B(y): pass\nclass A(x): pass", {"<module>": ("instructions",)}),
    (
        "def f(x):\n class A(x):\n  def g(self): return x, super().g()\n return A",
        "def f(x):\n class A(x, x.y):\n  def g(self): return x, super().g()\n return A",
        {"f.<locals>.A": ("bases", "x", "x, x.y")},
    ),
]


def test_what_makes_a_class_is_told_of_it(python):
    changes = [change(f"{at}.py", KEPT + before, KEPT + after) for at, (before, after, _) in enumerate(CLASSES)]
    for verdict, (_, _, expected) in zip(verdicts(changes, [python]), CLASSES, strict=True):
        assert verdict.error is None
        found = {one.qualname: (one.field.partition("[")[0], one.before, one.after) for one in verdict.functions}
        assert {name: told[: len(expected.get(name, told))] for name, told in found.items()} == expected


FUTURE = ("co_flags.FUTURE_ANNOTATIONS", None, "FUTURE_ANNOTATIONS")


DOCSTRINGS = [
    ("def f(a):\n 'x'\n return a + 1", "def f(a):\n 'y'\n return a - 1", {"f": "instructions"}),
    ("def f(a):\n 'x'\n return a + 1", "def f(a):\n 'y'\n return a + 2", {"f": "co_consts"}),
    ("def f(a=1): 'x'", "def f(a=2): 'y'", {"f": "__defaults__"}),
    ("def f(a=1): 'x'", "def f(a=1): 'y'", {"f": "__doc__"}),
    ("'x'\nclass A:\n 'x'\n a = 1", "'y'\nclass A:\n 'y'\n a = 1", {"<module>": "__doc__", "A": "__doc__"}),
    ("'x'\na()\nb()", "'y'\nb()\na()", {"<module>": "instructions"}),
    (
        "'x'\na()\nb()\ndef f(a=1): 'x'",
        "'y'\nb()\na()\ndef f(a=2): 'y'",
        {"<module>": "instructions", "f": "__defaults__"},
    ),
    ("class A:\n 'x'\n a = 1", "class A:\n 'y'\n a = 2", {"A": "co_consts"}),
    ("'x'\na: int = 1\nb = 'x'", "'y'\na: int = 1\nb = 'x'", {"<module>": "__doc__"}),
    (
        "class A:\n 'x'\n a: int = 1\n def f(self): super().f()",
        "class A:\n 'y'\n a: int = 1\n def f(self): super().f()",
        {"A": "__doc__"},
    ),
    ("a()\n__doc__ = 'x'", "a()\n__doc__ = 'y'", {"<module>": "co_consts"}),
    ("a = 1\n__doc__ = 'x'", "a = 1\n__doc__ = 'y'", {"<module>": "co_consts"}),
    ("a = 1", "'x'\na = 1", {"<module>": "co_consts"}),
    ("def f(): return a", "def f():\n 'x'\n return a", {"f": "__doc__"}),
    (
        "def f(a):\n def g(b=a): pass",
        "def f(a):\n 'x'\n def g(b=1.5): pass",
        {"f": "__doc__", "f.<locals>.g": "__defaults__"},
    ),
    ("def f():\n global __doc__\n __doc__ = 'x'", "def f():\n global __doc__\n __doc__ = 'y'", {"f": "co_consts"}),
]


def test_a_docstring_is_told_where_nothing_else_of_the_definition_differs(python):
    """A module and a class store theirs as `__doc__` first of all; a function has it as an attribute."""
    changes = [change(f"{at}.py", before, after) for at, (before, after, _) in enumerate(DOCSTRINGS)]
    found = [
        {function.qualname: function.field.partition("[")[0] for function in verdict.functions}
        for verdict in verdicts(changes, [python])
    ]
    assert found == [expected for _, _, expected in DOCSTRINGS]


def test_a_docstring_that_a_body_loads_reaches_the_bytecode(python):
    one = change("a.py", "'x'\nclass A:\n 'x'\n", "'x'\nclass A:\n 'y'\n")
    (verdict,) = verdicts([one], [python], Asked(same="code"))
    assert verdict.deepest == "bytecode"


def test_a_future_statement_is_told_of_a_function_where_nothing_else_of_it_differs(python):
    text = "def f(a: int): pass\ndef g(): pass\n"
    found = told(text, f"from __future__ import annotations\n{text}", python)
    assert found == {"<module>": FUTURE, "f": ("__annotations__", "{'a': int}", "{'a': 'int'}"), "g": FUTURE}


def test_what_differs_in_long_values_is_in_sight(python):
    names = ", ".join(f"argument_{number}: int" for number in range(30))
    (found,) = told(f"def f({names}, z: Old): pass", f"def f({names}, z: New): pass", python).values()
    assert found[0] == "__annotations__"
    assert "'z': Old" in found[1]
    assert "'z': New" in found[2]
    imported = ", ".join(f"name_{number}" for number in range(30))
    (found,) = told(
        f"from a import {imported}, b, {imported}", f"from a import {imported}, c, {imported}", python
    ).values()
    assert ("'b'" in found[1], "'c'" in found[2]) == (True, True)


def test_annotations_of_a_class_are_told_though_its_methods_have_some(python: Interpreter) -> None:
    """From 3.14 on both are computed by code of one name (PEP 649)."""
    before = "class C:\n    x: int\n    def m(self, a: int): return 1\n"
    assert len(told(before, before.replace("x: int", "x: str"), python)) == 1
