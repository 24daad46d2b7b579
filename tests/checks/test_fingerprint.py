"""Fingerprints: equal exactly where a comparison calls two things the same, and independent of everything else.

Knows the cases of `tests/cases` and the rules of DECISIONS 1 to 5. Does not know any hash.
"""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.test_cases import CASES, Case, Compare, compare

import cutaway
from cutaway import session
from cutaway.errors import CutawayError
from cutaway.fingerprints import of_source
from cutaway.interpreters import Interpreter
from cutaway.targets import Source, from_code

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


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("def f(a): return a", "def g(a): return a", True),
        ("def f(a): return 'f'", "def g(a): return 'g'", False),
        ("def f(a): return a.f", "def g(a): return a.g", False),
        ("def f(a): return a(f=1)", "def g(a): return a(g=1)", False),
        ("def f(a='f'): pass", "def g(a='g'): pass", False),
        ("def f(a=f): pass", "def g(a=g): pass", False),
        ("@d(f)\ndef f(a): pass", "@d(g)\ndef g(a): pass", False),
        ("class f:\n x = 'A'", "class g:\n x = 'A'", True),
        ("class f:\n x = 'f'", "class g:\n x = 'g'", False),
        ("class f(B, k='f'): pass", "class g(B, k='g'): pass", False),
        ("class f(B, k='B'): pass", "class g(B, k='B'): pass", True),
        ("class f:\n def m(self): return super().m()", "class g:\n def m(self): return super().m()", True),
        ("class f:\n def m(self): return f()", "class g:\n def m(self): return f()", True),
        ("def f(x): return f(x)", "def g(x): return g(x)", True),
        ("def f(x): return f(x)", "def g(x): return f(x)", False),
        ("def f(x): return lambda: [f(y) for y in x]", "def g(x): return lambda: [g(y) for y in x]", True),
        ("def f(x):\n class C:\n  y = f", "def g(x):\n class C:\n  y = g", True),
        ("def f(x):\n class C:\n  f = 1\n  y = f", "def g(x):\n class C:\n  f = 1\n  y = g", False),
        ("def f(x):\n f = x\n return f", "def g(x):\n g = x\n return g", False),
        ("def f(f): return f", "def g(g): return g", False),
        ("def f(x):\n import f.y\n return f", "def g(x):\n import g.y\n return g", False),
        ("def f(x):\n global f\n f = 1\n return f", "def g(x):\n global f\n f = 1\n return g", False),
        ("def f(x):\n global f\n f = 1\n return f", "def g(x):\n global g\n g = 1\n return g", False),
        ("class A:\n def f(x): return f(x)", "class A:\n def g(x): return g(x)", False),
        ("class A:\n def f(x): return f(x)", "class A:\n def g(x): return f(x)", True),
        ("class A:\n def f(x): return 1", "class B:\n def f(x): return 1", True),
        ("class A:\n def __f(x): return 1", "class A:\n def __g(x): return 1", True),
        ("def a():\n def f(x): return 1\n return f", "def a():\n def g(x): return 1\n return g", True),
        ("async def f(x): await f(x)", "async def g(x): await g(x)", True),
    ],
)
def test_only_a_name_is_an_own_name(before: str, after: str, same: bool, subjects: session.Subjects) -> None:
    for layer in ("code", "ast"):
        found = [of_source(targeted(text), layer, subjects) for text in (before, after)]
        assert (found[0] == found[1]) is same, layer


def targeted(text: str) -> Source:
    """The text with the definition named f, g, __f or __g as its target."""
    around = re.match(r"(?:(class A|class B)|def a)\b", text)
    prefix = "" if around is None else f"{around[1][-1]}." if around[1] else "a.<locals>."
    name = re.search(r"(?:def|class) (_*[fg])\b", text)
    assert name is not None
    return from_code(text, qualname=prefix + name[1])


TEXTS = {
    "index": "a[1], a[1:2], a[1:2, 3], a[b, c], a[()]\n",
    "f-string": "f'{a!r:>{b}} {c=} {{}} {d:}' 'tail' f'{e}'\n",
    "function": "@d\ndef f(a, /, b: int = 1, *, c=None, **k) -> str:\n"
    "    'text'\n    return a if b else [x for x in c]\n",
    "constants": "x = 1, True, 1.0, -0.0, 1j, b'x', ..., None, 10 ** 30, '\\ud800', 'ä'\n",
    "imports": "import a.b as c\nfrom . import d\nfrom ..e import *\n",
    "class": "class C(B, metaclass=M):\n    x: int\n    (y): int = 1\n"
    "    async def f(self):\n        async with a as b: await c\n",
    "u": "u'a' 'b', 'a' u'b', u'a' f'{x}c', f'{x}c' u'd', f'{x}' u'd', f'{u\"e\"}'\n",
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


def test_what_one_decorator_has_wrapped_is_alike_until_it_is_unwrapped() -> None:
    decorate = "import functools\ndef d(f):\n @functools.wraps(f)\n def w(): return f()\n return w\n"
    ours, theirs = (function(f"{decorate}@d\ndef f(): return {one}") for one in (1, 2))
    assert (ours(), theirs()) == (1, 2)
    assert cutaway.fingerprint(ours) == cutaway.fingerprint(theirs)
    assert cutaway.fingerprint(ours.__wrapped__) != cutaway.fingerprint(theirs.__wrapped__)


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


class Loud:
    """What calls user code, whoever looks."""

    def __repr__(self) -> str:
        raise AssertionError("run")

    __eq__ = __hash__ = __iter__ = __len__ = __bool__ = __repr__  # type: ignore[assignment]


class LoudList(list[object]):
    __repr__ = __iter__ = __len__ = __eq__ = Loud.__repr__  # type: ignore[assignment]


class LoudTuple(tuple[object, ...]):
    __repr__ = __iter__ = __len__ = __bool__ = Loud.__repr__  # type: ignore[assignment]


class LoudDict(dict[str, object]):
    __repr__ = __iter__ = __len__ = __bool__ = items = Loud.__repr__  # type: ignore[assignment]


class LoudKind(type):
    __repr__ = __hash__ = Loud.__repr__  # type: ignore[assignment]

    def __getattribute__(cls, name: str) -> object:
        raise AssertionError("run")


class OfLoudKind(metaclass=LoudKind):
    pass


def held(value: object) -> str:
    def f(a: object, *, b: object) -> object:
        return a, b

    f.__defaults__ = (value,)
    f.__kwdefaults__ = {"b": value}
    return cutaway.fingerprint(f)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("[1]", "[2]", False),
        ("[1]", "[1]", True),
        ("[1, 2]", "[2, 1]", False),
        ("[]", "()", False),
        ("[[], []]", "[[[]]]", False),
        ("{1}", "{2}", False),
        ("{'a', 'b', 'c'}", "{'c', 'b', 'a'}", True),
        ("{1, 'a'}", "frozenset({1, 'a'})", False),
        ("{('a', 1), None, 1.5}", "{None, 1.5, ('a', 2)}", False),
        ("(1, [2])", "(1, [3])", False),
        ("{'a': [1]}", "{'a': [2]}", False),
        ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", False),
        ("{1: 2}", "[1, 2]", False),
        ("[True]", "[1]", False),
        ("[10 ** 6000]", "[10 ** 6000]", True),
        ("[10 ** 6000]", "[10 ** 6000 + 1]", False),
        ("object()", "object()", True),
        ("object()", "Exception()", False),
        ("Exception", "ValueError", False),
        ("len", "max", False),
        ("lambda: 1", "lambda:  1", True),
        ("lambda: 1", "lambda: 2", False),
        ("{len, Exception, (lambda: 1)}", "{(lambda: 1), Exception, len}", True),
    ],
)
def test_a_default_is_what_it_holds(before: str, after: str, same: bool) -> None:
    assert (held(eval(before)) == held(eval(after))) is same


def test_a_default_may_hold_itself_and_more_than_a_stack_or_a_lifetime_takes() -> None:
    def around(*inside: object) -> list[object]:
        made: list[object] = list(inside)
        made.append(made)
        return made

    assert held(around(1)) == held(around(1)) != held(around(2))
    deep: object = 1
    shared: object = 1
    for _ in range(50_000):
        deep = [deep]
        shared = (shared, shared)
    assert held(deep) == held(deep) != held([deep])
    assert held(shared) != held((shared, shared))


def test_where_a_default_leads_back_to_counts() -> None:
    """`p` leads to `c` and back in both; `q` leads to the same `c`, or to one that leads back to `q`."""
    found = []
    for own in (False, True):
        c: list[object] = []
        p, q = [c, 1], [c, 2]
        c.append(p)
        if own:
            q[0] = [q]
        found.append(held([p, q]))
    assert found[0] != found[1]


LOUD: dict[str, Callable[[], object]] = {
    "object": Loud,
    "list": lambda: LoudList([1]),
    "tuple": lambda: LoudTuple((1,)),
    "dict": lambda: LoudDict(a=1),
    "class": lambda: OfLoudKind,
    "of a class": OfLoudKind,
}


@pytest.mark.parametrize("name", LOUD)
def test_no_code_of_the_users_runs(name: str) -> None:
    make = LOUD[name]
    assert held(make()) == held(make())
    assert held([make()]) == held([make()]) != held([1])
    assert held({"a": (make(),)}) == held({"a": (make(),)})


def test_defaults_of_a_type_of_ones_own_are_read_without_it() -> None:
    first, second = function("def f(a=1, *, b=2): pass"), function("def f(a=1, *, b=2): pass")
    second.__defaults__, second.__kwdefaults__ = LoudTuple((1,)), LoudDict(b=2)
    assert cutaway.fingerprint(first) == cutaway.fingerprint(second)


def test_a_process_does_not_count_for_defaults() -> None:
    text = "def f(a=({'a', 'b', 'c', b'd', None}, object(), len, dict), *, b={'x': object(), 'y': f'{1}'}): pass\n"
    ask = text + "import cutaway; print(cutaway.fingerprint(f))"
    answers = {
        subprocess.check_output([sys.executable, "-c", ask], env={"PYTHONHASHSEED": seed}, text=True)
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_a_set_is_the_same_in_a_pyc_whatever_order_it_is_read_in() -> None:
    """`marshal` puts it together anew: on 3.11 the items of {8, 0} come back as 0, 8, those of {7, 15} as 15, 7."""
    for text in ("for x in {8, 0}: print(x)", "for x in {7, 15}: print(x)"):
        code = compile(text, "", "exec")
        assert cutaway.fingerprint(code) == cutaway.fingerprint(marshal.loads(marshal.dumps(code)))


def test_what_cannot_be_hashed_is_refused_in_one_line() -> None:
    with pytest.raises(CutawayError, match="line 1"):
        cutaway.fingerprint("x = (")
    with pytest.raises(CutawayError, match="no tree"):
        cutaway.fingerprint(function("def f(): pass"), "ast")
    with pytest.raises(CutawayError, match="no layer to be hashed"):
        cutaway.fingerprint("x", "tokens")
