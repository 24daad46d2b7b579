"""What counts at `code` and `bytecode`, by phenomenon, on every interpreter found.

What is expected follows from what CPython's compiler does; what depends on the version says since when.
"""

from __future__ import annotations

from typing import Any

import pytest
from compiled_sides import Compiler

from cutaway.interpreters import Interpreter

SAME, DIFFERENT = True, False

# name: (before, after, names, code is the same, bytecode is the same)
CASES: dict[str, tuple[str, str, Any, bool, bool]] = {
    "parentheses": ("def f():\n return 1+g\n", "def f():\n return (1+g)\n", "f", SAME, SAME),
    "constant folding": ("def f():\n return 60*60\n", "def f():\n return 3600\n", "f", SAME, SAME),
    "a docstring": ("def f():\n return x\n", "def f():\n 'doc'\n return x\n", "f", DIFFERENT, SAME),
    "a changed docstring": ("def f():\n 'one'\n", "def f():\n 'two'\n", "f", DIFFERENT, SAME),
    "a default": ("def f(a=1): return a\n", "def f(a=2): return a\n", "f", DIFFERENT, SAME),
    "a default of another type": ("def f(a=1): return a\n", "def f(a=True): return a\n", "f", DIFFERENT, SAME),
    "a conditional default": ("def f(a=x if y else z): 0\n", "def f(a=x if y else w): 0\n", "f", DIFFERENT, SAME),
    "a decorator": ("def f(): return 1\n", "@d\ndef f(): return 1\n", "f", DIFFERENT, SAME),
    "a decorator's argument": ("@d(1)\ndef f(): return 1\n", "@d(2)\ndef f(): return 1\n", "f", DIFFERENT, SAME),
    "a lambda in a default": ("def f(a=lambda: 1): 0\n", "def f(a=lambda: 2): 0\n", "f", DIFFERENT, DIFFERENT),
    "a nested function": (
        "def f(a):\n def g(): return a+1\n return g\n",
        "def f(a):\n def g(): return a+2\n return g\n",
        "f",
        DIFFERENT,
        DIFFERENT,
    ),
    "a renamed local": ("def f(a):\n x=a\n return x*x\n", "def f(a):\n t=a\n return t*t\n", "f", DIFFERENT, SAME),
    "a renamed closure variable": (
        "def f(a):\n b=a; y=2\n return lambda: b+y\n",
        "def f(a):\n z=a; y=2\n return lambda: z+y\n",
        "f",
        DIFFERENT,
        SAME,
    ),
    "closure variables exchanged": (
        "def f(a, b):\n return lambda: a-b\n",
        "def f(a, b):\n return lambda: b-a\n",
        "f",
        SAME,
        DIFFERENT,
    ),
    "arguments in another order": ("def f(a, b): return a-b\n", "def f(b, a): return a-b\n", "f", DIFFERENT, SAME),
    "1 for True": ("def f(): return 1\n", "def f(): return True\n", "f", DIFFERENT, DIFFERENT),
    "1 for 1.0": ("def f(): return 1\n", "def f(): return 1.0\n", "f", DIFFERENT, DIFFERENT),
    "0.0 for -0.0": ("def f(): return 0.0\n", "def f(): return -0.0\n", "f", DIFFERENT, DIFFERENT),
    "a set's order": ("def f(a): return a in {1, 2, 3}\n", "def f(a): return a in {3, 1, 2}\n", "f", SAME, SAME),
    "a name in dead code": ("def f():\n return 1\n", "def f():\n if 0: b\n return 1\n", "f", SAME, SAME),
    "another name": ("def f():\n print('x')\n", "def g():\n print('x')\n", ("f", "g"), SAME, SAME),
    "another name of a class": (
        "@d\nclass A:\n def m(self): return lambda: 0\n",
        "@d\nclass B:\n def m(self): return lambda: 0\n",
        ("A", "B"),
        SAME,
        SAME,
    ),
    "another layout": (
        "def f(a, b):\n if a: return [a, b, a+b]\n for q in a: b(q, q)\n",
        "def f(a,\n  b):\n if (\n   a):\n  return [a,\n   b,\n   a+\n   b]\n for q in a:\n  b(q,\n   q)\n",
        "f",
        SAME,
        SAME,
    ),
    "another layout of a class": (
        "class A:\n def f(s): pass\n class B: x = 1\n",
        "class A:\n\n\n def f(s):\n  pass\n\n class B:\n  x = 1\n",
        "A",
        SAME,
        SAME,
    ),
    "another layout of a module": (
        "x=1\nclass A:\n def f(): return 1\n",
        "\n\nx=1\n\nclass A:\n def f():\n  return 1\n",
        None,
        SAME,
        SAME,
    ),
    "a call moved out of try": (
        "def f():\n try:\n  a()\n  b()\n except E:\n  pass\n",
        "def f():\n try:\n  a()\n except E:\n  pass\n b()\n",
        "f",
        SAME,
        DIFFERENT,
    ),
    "the place of the definition": (
        "for i in q:\n def f(): return i\n",
        "if z:\n while q:\n  def f(): return i\n",
        "f",
        SAME,
        SAME,
    ),
    "what stands around": ("x = 1\ndef f(): return 2\n", "def g(): 0\ndef f(): return 2\ny = f()\n", "f", SAME, SAME),
    "a comprehension": (
        "def f(a): return [b for b in a]\n",
        "def f(a): return [b+1 for b in a]\n",
        "f",
        DIFFERENT,
        DIFFERENT,
    ),
}


@pytest.fixture(scope="session")
def compiler(python: Interpreter) -> Compiler:
    return Compiler(python)


@pytest.mark.parametrize("case", CASES)
def test_what_counts(compiler: Compiler, case: str) -> None:
    before, after, names, same_code, same_bytecode = CASES[case]
    names = names if isinstance(names, tuple) else (names, names)
    compared = compiler(before, after, names)
    told = [change.path for change in (*compared.code.changes, *compared.bytecode.changes)]
    assert compared.same == (same_code, same_bytecode), told
    assert bool(compared.code.changes) is not same_code
    assert bool(compared.bytecode.changes) is not same_bytecode


@pytest.mark.parametrize("case", CASES)
def test_swapping_the_sides_mirrors_the_changes(compiler: Compiler, case: str) -> None:
    before, after, names, _, _ = CASES[case]
    names = names if isinstance(names, tuple) else (names, names)
    there, back = compiler(before, after, names), compiler(after, before, names[::-1])
    assert there.same == back.same
    for one, other in ((there.code, back.code), (there.bytecode, back.bytecode)):
        ours = sorted(str((change.kind, change.before, change.after)) for change in one.changes)
        theirs = sorted(str((change.kind, change.after, change.before)) for change in other.changes)
        assert ours == theirs


@pytest.mark.parametrize("case", CASES)
def test_a_thing_compared_with_itself_is_same(compiler: Compiler, case: str) -> None:
    before, _, names, _, _ = CASES[case]
    name = names[0] if isinstance(names, tuple) else names
    compared = compiler(before, before, (name, name))
    assert compared.same == (True, True)
    assert {row.mark for row in (*compared.code.rows, *compared.bytecode.rows)} <= {"same", "heading"}


HELLO = "def hello_world():\n    print('Hello, world!')\n"


def test_async_sets_one_flag(compiler: Compiler) -> None:
    compared = compiler(HELLO, "async " + HELLO, ("hello_world", "hello_world"))
    (change,) = compared.code.changes
    assert (change.kind, change.path, change.name, change.value) == ("flag", "hello_world.co_flags", "COROUTINE", 128)
    assert (change.before, change.after) == (False, True)
    assert compared.code.summary == "flags +COROUTINE"
    assert change.meaning


def test_async_adds_what_its_version_needs(compiler: Compiler) -> None:
    """bpo-40222 and PEP 479's move into bytecode: GEN_START in 3.10, RETURN_GENERATOR in 3.11, the handler in 3.12."""
    compared = compiler(HELLO, "async " + HELLO, ("hello_world", "hello_world")).bytecode
    gained = [change.after.split()[0] for change in compared.changes if change.kind == "instruction"]
    rows = [change for change in compared.changes if change.kind == "exception_table"]
    assert all(change.before is None for change in compared.changes)
    if compiler.version < (3, 10):
        assert compared.same is True
    elif compiler.version < (3, 11):
        assert gained == ["GEN_START"]
        assert rows == []
    elif compiler.version < (3, 12):
        assert gained == ["RETURN_GENERATOR", "POP_TOP"]
        assert rows == []
    else:
        assert gained == ["RETURN_GENERATOR", "POP_TOP", "CALL_INTRINSIC_1", "RERAISE"]
        assert len(rows) == 1
        assert compared.summary == "+RETURN_GENERATOR; POP_TOP, +handler, +1 exception-table row"


def test_the_definition_is_told_the_same_but_for_its_code(compiler: Compiler) -> None:
    compared = compiler(HELLO, "async " + HELLO, ("hello_world", "hello_world"))
    headings = [row.before[0].text for row in compared.code.rows if row.mark == "heading" and row.before]
    assert headings[0] == "definition: the same instructions; only the constant that holds its code differs"


def test_a_changed_default_is_told_in_the_definition(compiler: Compiler) -> None:
    compared = compiler("def f(a=1): return a\n", "def f(a=2): return a\n")
    (change,) = compared.code.changes
    assert change.kind == "definition"
    assert change.path.startswith("definition.instructions[")
    assert "(1,)" in change.before
    assert "(2,)" in change.after


@pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"])
def test_an_annotation_belongs_to_the_definition(compiler: Compiler, future: str) -> None:
    """PEP 649 gives annotations a code object of their own in 3.14, whatever the future import."""
    compared = compiler(future + "def f(a): return a\n", future + "def f(a: int): return a\n")
    assert any(change.kind == "definition" for change in compared.code.changes)
    assert compared.bytecode.same is (compiler.version < (3, 14))


def test_a_renamed_local_is_one_change(compiler: Compiler) -> None:
    compared = compiler("def f(a):\n x=a\n return x*x\n", "def f(a):\n t=a\n return t*t\n")
    assert [(change.kind, change.before, change.after) for change in compared.code.changes] == [("local", "x", "t")]


def test_a_nested_function_that_came_is_one_change_a_layer(compiler: Compiler) -> None:
    after = "def f(a):\n def g():\n  return lambda: 0\n return a\n"
    compared = compiler("def f(a):\n return a\n", after)
    for layer in (compared.code, compared.bytecode):
        came = [change for change in layer.changes if change.kind == "code_object"]
        assert [(change.path, change.before) for change in came] == [("f.<locals>.g", None)]


def test_many_functions_that_came_are_counted_in_the_summary(compiler: Compiler) -> None:
    came = "".join(f"def new_{number}(): return [lambda: {number}]\n" for number in range(5))
    compared = compiler("x = 1\n", f"x = 1\n{came}", names=(None, None))
    # One change for each function, none for the lambda inside it.
    assert sum(change.kind == "code_object" for change in compared.code.changes) == 5
    assert "+5 code objects" in compared.code.summary


def test_overloads_are_told_apart_by_line(compiler: Compiler) -> None:
    text = "@o\ndef f(a: int): ...\n@o\ndef f(a: str): ...\n"
    compared = compiler(text, text, (("f", 2), ("f", 4)))
    words = [(change.before, change.after) for change in (*compared.code.changes, *compared.bytecode.changes)]
    assert words
    assert all("int" in before and "str" in after for before, after in words)


def test_a_property_s_getter_and_setter_are_told_apart(compiler: Compiler) -> None:
    text = "class A:\n @property\n def x(s): return s.y\n @x.setter\n def x(s, v): s.y = v\n"
    compared = compiler(text, text, (("A.x", 3), ("A.x", 5)))
    counts = [(change.before, change.after) for change in compared.code.changes if change.name == "co_argcount"]
    assert counts == [(1, 2)]


def test_a_new_label_moves_no_other_jump(compiler: Compiler) -> None:
    tail = " while c:\n  if d: e()\n return b\n"
    compared = compiler(f"def f(a,b,c,d,e):\n{tail}", f"def f(a,b,c,d,e):\n if a: b=1\n{tail}").bytecode
    assert compared.same is False
    assert all(change.before is None for change in compared.changes)


def test_type_parameters_have_a_code_object_of_their_own(compiler: Compiler) -> None:
    """PEP 695, since 3.12."""
    if compiler.version < (3, 12):
        pytest.skip("no type parameters before 3.12")
    same = compiler("def f[T](a: T): return a\n", "def g[T](a: T): return a\n", ("f", "g"))
    assert same.same == (True, True)
    compared = compiler("def f[T](a: T): return a\n", "async def f[T](a: T): return a\n")
    assert [change.name for change in compared.code.changes] == ["COROUTINE"]


def test_layout_that_moved_instructions_is_told_and_not_counted(compiler: Compiler) -> None:
    """Since 3.13 two loads become one instruction only when they stand on one line."""
    compared = compiler("def f(a, b):\n return a+b\n", "def f(a, b):\n return (a+\n  b)\n").bytecode
    assert compared.same is True
    moved = [row for row in compared.rows if row.mark == "moved"]
    assert bool(moved) is (compiler.version >= (3, 13))
    assert any("layout alone" in note for note in compared.notes) is bool(moved)


def test_each_change_has_its_place_in_the_source(compiler: Compiler) -> None:
    compared = compiler("x = 0\ndef f():\n return 1\n", "\n\ndef f():\n return 2\n").bytecode
    places = [(change.before_at[0], change.after_at[0]) for change in compared.changes if change.before]
    assert places[0] == (3, 4)


def test_options_add_offsets_and_positions(compiler: Compiler) -> None:
    plain = compiler(HELLO, HELLO, ("hello_world", "hello_world"))
    full = compiler(
        HELLO, HELLO, ("hello_world", "hello_world"), show_offsets=True, show_caches=True, show_positions=True
    )
    roles = [{span.role for row in one.bytecode.rows for span in row.before} for one in (plain, full)]
    assert "position" in roles[1] - roles[0]
