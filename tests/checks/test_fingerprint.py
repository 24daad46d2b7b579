"""Fingerprints: equal exactly where a comparison calls two things the same, and independent of everything else.

Knows the cases of `tests/cases` and the rules of DECISIONS 1 to 5. Does not know any hash.
"""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.test_cases import CASES, Case, Compare, compare

import cutaway
from cutaway import session
from cutaway.errors import CutawayError
from cutaway.fingerprints import of_source
from cutaway.interpreters import Interpreter
from cutaway.targets import from_code

__all__ = ["compare"]

CODE = ("code", "bytecode")


@pytest.fixture(scope="session")
def subjects(python: Interpreter) -> Iterator[session.Subjects]:
    with session.Subjects((python,)) as asked:
        yield asked


def of_case(case: Case, layer: str, subjects: session.Subjects) -> list[str] | None:
    try:
        return [of_source(source, layer, subjects) for source in case.sources()]
    except CutawayError:
        return None


@pytest.mark.parametrize("case", [one for one in CASES if "optimize" not in one.header], ids=lambda case: case.name)
def test_equal_exactly_where_a_comparison_says_same(case: Case, subjects: session.Subjects, compare: Compare) -> None:
    answer = compare(case, False)
    same = {one.layer: one.same for one in answer.layers}
    both = of_case(case, "code", subjects)
    if both is None:
        assert None in [same.get(layer) for layer in CODE] or answer.trouble is not None or same["code"] is False
        return
    assert (both[0] == both[1]) == all(same[layer] is True for layer in CODE)
    trees = of_case(case, "ast", subjects)
    assert trees is not None
    if same["ast"]:
        assert trees[0] == trees[1]
    elif not all(same[layer] for layer in CODE):
        assert trees[0] != trees[1]


TEXTS = {
    "index": "a[1], a[1:2], a[1:2, 3], a[b, c], a[()]\n",
    "f-string": "f'{a!r:>{b}} {c=} {{}} {d:}' 'tail' f'{e}'\n",
    "function": "@d\ndef f(a, /, b: int = 1, *, c=None, **k) -> str:\n"
    "    'text'\n    return a if b else [x for x in c]\n",
    "constants": "x = 1, True, 1.0, -0.0, 1j, b'x', ..., None, 10 ** 30, '\\ud800', 'ä'\n",
    "imports": "import a.b as c\nfrom . import d\nfrom ..e import *\n",
    "class": "class C(B, metaclass=M):\n    x: int\n    (y): int = 1\n"
    "    async def f(self):\n        async with a as b: await c\n",
    "dict": "{**a, 'b': 1}\nprint(*a, **b)\nlambda *, a=1: a\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_tree_has_one_fingerprint_on_every_version(name: str, pythons: list[Interpreter]) -> None:
    found = set()
    for python in pythons:
        with session.Subjects((python,)) as subjects:
            found.add(of_source(from_code(TEXTS[name]), "ast", subjects))
    assert len(found) == 1


def test_the_trees_of_the_standard_library_have_one_fingerprint_on_every_version(pythons: list[Interpreter]) -> None:
    """Of the oldest library, since every version parses that."""
    ask = [pythons[0].executable, "-c", "print(__import__('os').__file__)"]
    library = Path(subprocess.check_output(ask, text=True).strip()).parent
    files = sorted(library.glob("*.py"))[::12]
    found: dict[Path, set[str]] = {path: set() for path in files}
    for python in pythons:
        with session.Subjects((python,)) as subjects:
            for path in files:
                found[path].add(of_source(from_code(path.read_bytes()), "ast", subjects))
    assert len(files) > 10
    assert {path.name: len(some) for path, some in found.items() if len(some) != 1} == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1", "x = True"),
        ("x = 1", "x = 1.0"),
        ("x = 0.0", "x = -0.0"),
        ("f(a, b)", "f(b, a)"),
        ("x = 'a'", "x = b'a'"),
    ],
)
def test_what_differs_has_another_fingerprint(before: str, after: str) -> None:
    for layer in ("code", "ast"):
        assert cutaway.fingerprint(before, layer) != cutaway.fingerprint(after, layer)


def function(text: str, name: str = "f") -> types.FunctionType:
    scope: dict[str, types.FunctionType] = {}
    exec(compile(text, "anything.py", "exec"), scope)
    return scope[name]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("def f(a): return a + 1", "\n\ndef f(a):\n\n    return (a\n        + 1)", True),
        ("def f(a): return a", "def g(a): return a", True),
        ("def f(a): return a + 1", "def f(a): return a + 1.0", False),
        ("def f(a): return a + 1", "def f(a): return a - 1", False),
        ("def f(a): return a", "def f(b): return b", False),
        ("def f(a=1): return a", "def f(a=True): return a", False),
        ("def f(*, a=1): return a", "def f(*, a=2): return a", False),
        ("def f(a):\n if a: return b\n return c", "def f(a):\n if a: return c\n return b", False),
        ("def f(a):\n while a: a()\n b()", "def f(a):\n while a:\n  a()\n  b()", False),
        ("def f(): 'text'", "def f(): 'other'", False),
        ("def f(): return lambda: 1", "def f(): return lambda: 2", False),
        ("def f():\n try: a()\n except B: pass\n b()", "def f():\n try:\n  a()\n  b()\n except B: pass", False),
        ("def f(): return 60 * 60", "def f(): return 3600", True),
        ("def f():\n    return x in {'a', 'b', 'c'}", "def f():\n    return x in {'c', 'b', 'a'}", True),
    ],
)
def test_live_functions(before: str, after: str, same: bool) -> None:
    name = "g" if "def g" in after else "f"
    ours, theirs = function(before), function(after, name)
    assert (cutaway.fingerprint(ours) == cutaway.fingerprint(theirs)) is same


def test_numbering_does_not_count_for_a_live_function() -> None:
    """300 constants that run in dead code move the numbers of all others beyond one byte, and put EXTENDED_ARG in."""
    used = "def f(a):\n    while a:\n        if b: a = 'x'\n        else: continue\n"
    code = function(used).__code__
    moved = code.replace(co_names=code.co_names + tuple(f"unused{i}" for i in range(300)))
    assert cutaway.fingerprint(code) == cutaway.fingerprint(moved)


def test_the_hash_seed_does_not_count() -> None:
    ask = 'import cutaway; print(cutaway.fingerprint(compile(\'x in {"a", "b", "c", "d"}\', \'\', \'exec\')))'
    answers = {
        subprocess.check_output([sys.executable, "-c", ask], env={"PYTHONHASHSEED": seed}, text=True)
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_what_cannot_be_hashed_is_refused_in_one_line() -> None:
    with pytest.raises(CutawayError, match="line 1"):
        cutaway.fingerprint("x = (")
    with pytest.raises(CutawayError, match="no tree"):
        cutaway.fingerprint(function("def f(): pass"), "ast")
    with pytest.raises(CutawayError, match="no layer to be hashed"):
        cutaway.fingerprint("x", "tokens")
