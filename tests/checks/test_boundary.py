"""Calls at an async boundary, over small trees: what is found, how it is used, and what is certain.

Knows which uses CPython makes wrong: a coroutine is always true, and dropped it never runs. Each tree is written to a
dict; nothing is imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from cutaway.checks.boundary import Boundary, boundary
from cutaway.checks.changes import TreeFile
from cutaway.checks.verdicts import KindChange
from cutaway.interpreters import Interpreter
from cutaway.interpreters.probing import Probe

FUNCTION, COROUTINE, GENERATOR, ASYNC_GENERATOR = (
    "function",
    "coroutine function",
    "generator",
    "asynchronous generator",
)
F = "async def f(): return 1\n"


@pytest.fixture(scope="module")
def probe(pythons: list[Interpreter]) -> Iterator[Probe]:
    with Probe(pythons[0]) as one:
        yield one


def look(
    probe: Probe,
    tree: dict[str, str],
    where: str = "a.py::f",
    before: str = FUNCTION,
    after: str = COROUTINE,
    encoding: str = "utf-8",
) -> Boundary:
    def files() -> Iterator[TreeFile]:
        for path, text in tree.items():
            yield TreeFile(path, partial(text.encode, encoding))

    path, _, qualname = where.partition("::")
    return boundary([KindChange(path, qualname, before, after)], files, probe.ask)


def told(found: Boundary) -> list[tuple[str, int, str, bool]]:
    return [(call.path, call.line, call.use, call.certain) for kind in found.kinds for call in kind.calls]


def uses(found: Boundary) -> list[tuple[str, bool]]:
    return [(call.use, call.certain) for kind in found.kinds for call in kind.calls]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("f()", [("dropped", True)]),
        ("if f(): pass", [("condition", True)]),
        ("while not f(): pass", [("condition", True)]),
        ("assert f()", [("condition", True)]),
        ("x = 1 if f() else 2", [("condition", True)]),
        ("x = f() and 1", [("condition", True)]),
        ("if bool(f()): pass", [("condition", True)]),
        ("x = 1 and f()", [("stored", False)]),
        ("x = f() + 1", [("value", True)]),
        ("x = f().name", [("value", True)]),
        ("x = f'{f()}'", [("value", True)]),
        ("x = f() == 1", [("value", True)]),
        ("for x in f(): pass", [("iterated", True)]),
        ("x, y = f()", [("iterated", True)]),
        ("x = list(f())", [("iterated", True)]),
        ("x = [y for y in range(3) if f()]", [("condition", True)]),
        ("with f() as x: pass", [("entered", True)]),
        ("x = f()", [("stored", False)]),
        ("print(f())", [("passed", False)]),
        ("def g(): return f()", [("returned", False)]),
        ("register(f)", [("referenced", False)]),
        ("async def g(): await f()", []),
        ("async def g(): return (await f()).name", []),
        ("import asyncio\nasyncio.run(f())", []),
        ("import asyncio\nasyncio.gather(*[f() for x in range(3)])", []),
        ("import asyncio\nt = asyncio.create_task(f())", []),
        ("async def g(tg): tg.create_task(f())", []),
        ("f().close()", []),
        ("def g(f): f()", []),
        ("def g():\n    f = 1\n    f()", []),
        ("x = [f() for f in range(3)]", []),
        ("class C:\n    def f(self): pass\n    f()", []),
    ],
)
def test_what_is_done_with_a_coroutine(probe: Probe, statement: str, expected: list[tuple[str, bool]]) -> None:
    assert uses(look(probe, {"a.py": F + statement + "\n"})) == expected


@pytest.mark.parametrize(
    "tree",
    [
        {"a.py": F, "b.py": "from a import f\nf()\n"},
        {"a.py": F, "b.py": "from a import f as g\ng()\n"},
        {"a.py": F, "b.py": "import a\na.f()\n"},
        {"a.py": F, "b.py": "import a as c\nc.f()\n"},
        {"a.py": F, "b.py": "def g():\n    from a import f; f()\n"},
        {"a.py": F, "b.py": "import a\n(lambda: a.f().x)\n"},
    ],
)
def test_an_import_is_followed(probe: Probe, tree: dict[str, str]) -> None:
    assert [(path, line, certain) for path, line, _, certain in told(look(probe, tree))] == [("b.py", 2, True)]


PACKAGE = {"src/p/__init__.py": "", "src/p/x.py": F}


@pytest.mark.parametrize(
    ("files", "certain"),
    [
        ({"src/p/y.py": "from .x import f\nf()\n"}, True),
        ({"src/p/y.py": "from . import x\nx.f()\n"}, True),
        ({"src/p/q/__init__.py": "", "src/p/q/y.py": "from ..x import f\nf()\n"}, True),
        ({"tests/y.py": "from p.x import f\nf()\n"}, True),
        ({"tests/y.py": "import p.x\np.x.f()\n"}, True),
        ({"src/p/__init__.py": "from .x import f\n", "tests/y.py": "from p import f\nf()\n"}, True),
        ({"src/p/__init__.py": "from .x import f as g\n", "tests/y.py": "from p import g\ng()\n"}, True),
        ({"src/p/__init__.py": "from .x import *\n", "tests/y.py": "from p import f\nf()\n"}, False),
        ({"src/p/y.py": "from .x import *\nf()\n"}, False),
        ({"src/p/y.py": "try:\n    from .x import f\nexcept ImportError:\n    f = None\nf()\n"}, False),
        ({"src/p/y.py": "from .x import f\nf = wrap(f)\nf()\n"}, False),
        ({"src/p/y.py": "from .x import f\nf()\ndef g():\n    global f\n    f = 1\n"}, False),
        ({"lib/p/x.py": "def f(): pass\n", "tests/y.py": "from p.x import f\nf()\n"}, False),
        ({"src/p/y.py": "from .x import f\nf()\n", "src/p/z.py": "from . import x\nx.f = None\n"}, False),
    ],
)
def test_a_package_is_followed_as_far_as_names_are_sure(probe: Probe, files: dict[str, str], certain: bool) -> None:
    found = told(look(probe, {**PACKAGE, **files}, "src/p/x.py::f"))
    assert [one[3] for one in found if one[2] == "dropped"] == [certain]


def test_another_module_of_that_function_name_is_left_alone(probe: Probe) -> None:
    tree = {"a.py": F, "b.py": "def f(): pass\nf()\n", "c.py": "from b import f\nf()\nimport os\nos.f()\n"}
    assert told(look(probe, tree)) == []


CLASS = "class C:\n    async def m(self): pass\n    def k(self):\n        self.m()\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [True]),
        ("class D(C):\n    pass\n", [True]),
        ("class D(C):\n    def m(self): pass\n", [False]),
        ("class E(C): pass\nclass D(E):\n    def m(self): pass\n", [False]),
        ("class D(unknown()):\n    def m(self): pass\n", [False]),
        ("class D(Exception):\n    def m(self): pass\n", [True]),
        ("class D:\n    def m(self): pass\n    def k(self): self.m()\n", [True]),
        ("class D(C):\n    def k(self): self.m()\n", [True, False]),
        ("class D(C):\n    def m(self): super().m()\n", [False, False]),
        ("def g(c): c.m()\n", [True, False]),
        ("C().m()\n", [True, True]),
        ("def g(c): c.m = None\n", [False]),
        ("''.m()\n", [True]),
        ("import os\nos.m()\n", [True]),
    ],
)
def test_a_method_is_certain_where_nothing_else_can_be_meant(probe: Probe, more: str, expected: list[bool]) -> None:
    found = look(probe, {"a.py": CLASS + more}, "a.py::C.m")
    assert [certain for _, _, use, certain in told(found) if use == "dropped"] == expected


@pytest.mark.parametrize(
    ("decorator", "certain"),
    [("", True), ("@wrapped\n", False), ("import functools\n@functools.wraps(print)\n", True)],
)
def test_a_decorator_may_make_something_else_of_it(probe: Probe, decorator: str, certain: bool) -> None:
    assert uses(look(probe, {"a.py": f"{decorator}{F}f()\n"})) == [("dropped", certain)]


def test_a_property_that_became_a_coroutine_is_always_true(probe: Probe) -> None:
    tree = "class C:\n    @property\n    async def allowed(self): return False\n"
    tree += "    def k(self):\n        if self.allowed: pass\n"
    assert uses(look(probe, {"a.py": tree}, "a.py::C.allowed")) == [("condition", True)]


@pytest.mark.parametrize(
    ("before", "after", "definition", "use", "expected"),
    [
        (COROUTINE, FUNCTION, "def f(): return 1", "async def g(): await f()", [("awaited", True)]),
        (COROUTINE, FUNCTION, "def f(): pass", "import asyncio; asyncio.run(f())", [("awaited", True)]),
        (COROUTINE, FUNCTION, "def f(): return h()", "async def g(): await f()", [("awaited", False)]),
        (COROUTINE, FUNCTION, "def f(): return 1", "if f(): pass", []),
        (FUNCTION, GENERATOR, "def f(): yield", "f()", [("dropped", True)]),
        (FUNCTION, GENERATOR, "def f(): yield", "if f(): pass", [("condition", True)]),
        (FUNCTION, GENERATOR, "def f(): yield", "for x in f(): pass", []),
        (FUNCTION, GENERATOR, "def f(): yield", "x = f()[0]", [("value", True)]),
        (COROUTINE, GENERATOR, "def f(): yield", "async def g(): await f()", [("awaited", True)]),
        (GENERATOR, ASYNC_GENERATOR, "async def f(): yield", "for x in f(): pass", [("iterated", True)]),
        (GENERATOR, ASYNC_GENERATOR, "async def f(): yield", "async def g():\n  async for x in f(): pass", []),
        (
            ASYNC_GENERATOR,
            GENERATOR,
            "def f(): yield",
            "async def g():\n  async for x in f(): pass",
            [("iterated asynchronously", True)],
        ),
        (GENERATOR, FUNCTION, "def f(): return [1]", "for x in f(): pass", [("iterated", False)]),
        (GENERATOR, FUNCTION, "def f(): pass", "for x in f(): pass", [("iterated", True)]),
    ],
)
def test_every_change_of_kind(
    probe: Probe, before: str, after: str, definition: str, use: str, expected: list[tuple[str, bool]]
) -> None:
    assert uses(look(probe, {"a.py": f"{definition}\n{use}\n"}, before=before, after=after)) == expected


def test_a_file_that_does_not_parse_is_noted_and_the_rest_is_looked_at(probe: Probe) -> None:
    found = look(probe, {"a.py": F, "b.py": "f(\n", "c.py": "from a import f\nf()\n"})
    assert told(found) == [("c.py", 2, "dropped", True)]
    assert [note.partition(":")[0] for note in found.notes] == ["b.py, line 1"]


def test_files_that_name_none_of_the_functions_are_not_parsed(probe: Probe) -> None:
    assert look(probe, {"a.py": F, "b.py": "this is no Python\n"}).notes == ()


def test_the_place_of_a_call(probe: Probe) -> None:
    call = look(probe, {"a.py": F + "x = 'äöü'; f()\n"}).kinds[0].calls[0]
    assert (call.line, call.column, call.text, call.qualname) == (2, 12, "x = 'äöü'; f()", "f")


def test_a_file_is_read_in_its_own_encoding(probe: Probe) -> None:
    text = "# coding: latin-1\nasync def na\xefve(): pass\nna\xefve()\n"
    found = look(probe, {"a.py": text}, "a.py::na\xefve", encoding="latin-1")
    assert uses(found) == [("dropped", True)]


def test_a_name_is_found_in_any_spelling(probe: Probe) -> None:
    """PEP 3131: identifiers are compared in the normal form NFKC."""
    tree = {
        "a.py": "async def fit(): pass\n",
        "b.py": "from a import \ufb01t\n\ufb01t()\n",
        "c.py": "from a import\t*\nfit()\n",
    }
    assert told(look(probe, tree, "a.py::fit")) == [("b.py", 2, "dropped", True), ("c.py", 2, "dropped", False)]


def test_a_script_without_a_suffix_is_looked_at_and_a_stub_is_not(probe: Probe) -> None:
    tree = {"a.py": F, "run": "#!/usr/bin/env python3\nfrom a import f\nf()\n", "LICENSE": "f()", "a.pyi": "f()\n"}
    assert told(look(probe, tree)) == [("run", 3, "dropped", True)]


LIBRARY = "import asyncio\n"
OWN = "class Own:\n    def gather(self, x): return list(x)\n    def create_task(self, x): return x\n"


@pytest.mark.parametrize(
    ("before", "after", "definition", "use", "expected"),
    [
        (FUNCTION, GENERATOR, "def f(): yield", LIBRARY + "asyncio.gather(f())", [("awaited", True)]),
        (FUNCTION, GENERATOR, "def f(): yield", OWN + "Own().gather(f())", [("passed", False)]),
        (FUNCTION, GENERATOR, "def f(): yield", "def shield(x): return list(x)\nshield(f())", [("passed", False)]),
        (FUNCTION, GENERATOR, "def f(): yield", OWN + "Own().create_task(f())", [("awaited", False)]),
        (FUNCTION, COROUTINE, F, OWN + "Own().gather(f())", [("passed", False)]),
        (FUNCTION, COROUTINE, F, "import trio\ntrio.run(f())", [("passed", False)]),
        (COROUTINE, FUNCTION, "def f(): return 1", LIBRARY + "asyncio.create_task(f())", [("awaited", True)]),
        (COROUTINE, FUNCTION, "def f(): return 1", OWN + "Own().create_task(f())", [("awaited", False)]),
        (COROUTINE, FUNCTION, "def f(): pass", "f().send(None)", [("driven", True)]),
        (
            COROUTINE,
            FUNCTION,
            "def f(): return 1",
            LIBRARY + "try: import asyncio\nexcept ImportError: asyncio = None\nasyncio.create_task(f())",
            [("awaited", False)],
        ),
        (FUNCTION, COROUTINE, F, LIBRARY + "asyncio.wait_for(g(), timeout=f())", [("passed", False)]),
        (FUNCTION, COROUTINE, F, "import types\n@types.coroutine\ndef g(): yield from f()", []),
        (FUNCTION, COROUTINE, F, "@gen.coroutine\ndef g(): yield from f()", [("iterated", False)]),
        (FUNCTION, COROUTINE, F, "def g(): yield from f()", [("iterated", True)]),
        (FUNCTION, COROUTINE, F, "(x := f())", [("stored", False)]),
        (FUNCTION, COROUTINE, F, "async def g():\n  if (x := f()): await x", [("condition", False)]),
        (FUNCTION, COROUTINE, F, "async def g(): await (f() or h())", [("condition", False)]),
        (FUNCTION, COROUTINE, F, "async def g(): await (f() and h())", [("condition", True)]),
        (FUNCTION, COROUTINE, F, "x = min(f(), 1, key=id)", [("passed", False)]),
        (FUNCTION, COROUTINE, F, "x = min(f())", [("iterated", True)]),
        (FUNCTION, COROUTINE, F, "x = sum([], f())", [("passed", False)]),
        (FUNCTION, COROUTINE, F, "assert 0, f()", [("passed", False)]),
        (
            COROUTINE,
            FUNCTION,
            "def f(): raise ValueError",
            "async def g(): await f()",
            [("awaited", False)],
        ),
    ],
)
def test_a_use_is_certain_where_it_is_known_what_is_done(
    probe: Probe, before: str, after: str, definition: str, use: str, expected: list[tuple[str, bool]]
) -> None:
    assert uses(look(probe, {"a.py": f"{definition}\n{use}\n"}, before=before, after=after)) == expected


@pytest.mark.parametrize(
    ("tree", "certain"),
    [
        ({"a.py": "if x:\n    async def f(): pass\nf()\n"}, True),
        ({"a.py": "if x:\n    async def sum(): pass\nsum()\n"}, False),
        ({"a.py": "if x:\n    " + F + "def __getattr__(name): return print\n", "b.py": "import a\na.f()\n"}, False),
        ({"a.py": "from c import *\nif x:\n    " + F + "f()\n"}, False),
        ({"a.py": F, "b.py": "if TYPE_CHECKING:\n    from a import f\nf()\n"}, False),
        ({"a.py": F, "b.py": "import typing\nif typing.TYPE_CHECKING:\n    from a import f\nf()\n"}, False),
        ({"a.py": F, "b.py": "try:\n    from a import f\nexcept ImportError:\n    from c import f\nf()\n"}, False),
        ({"a.py": F + "for f in x: pass\nf()\n"}, False),
        ({"a.py": F + "with x as f: pass\nf()\n"}, False),
        ({"a.py": F + "(f := x)\nf()\n"}, False),
        ({"a.py": F + "def g():\n    global f\n    del f\nf()\n"}, False),
        ({"a.py": F + "[f for f in x]\nf()\n"}, True),
        ({"a.py": F + "from b import *\nf()\n"}, False),
        ({"a.py": "from b import *\n" + F + "f()\n"}, True),
        ({"a.py": "@overload\ndef f(): ...\n" + F + "f()\n"}, False),
        ({"a.py": F, "b.py": "import a\nimport a\na.f()\n"}, True),
        ({"tools/logging.py": F, "app/main.py": "import logging\nlogging.f()\n"}, False),
        ({"app/logging.py": F, "app/main.py": "import logging\nlogging.f()\n"}, False),
        ({"app/cgi.py": F, "app/main.py": "import cgi\ncgi.f()\n"}, False),
        ({"logging/__init__.py": "", "logging/x.py": F, "logging/y.py": "from logging.x import f\nf()\n"}, True),
        ({"tools/yaml.py": F, "app/main.py": "import yaml\nyaml.f()\n"}, False),
        ({"p/__init__.py": "from .y import g as x\n", "p/x.py": F, "t.py": "from p import x\nx.f()\n"}, False),
        ({"p/__init__.py": "x = 1\n", "p/x.py": F, "t.py": "from p import x\nx.f()\n"}, False),
        ({"p/__init__.py": "", "p/x.py": F, "t.py": "from p import x\nx.f()\n"}, True),
    ],
)
def test_a_name_is_certain_where_nothing_else_can_bind_it(probe: Probe, tree: dict[str, str], certain: bool) -> None:
    where = next(path for path, text in tree.items() if "async def" in text)
    name = "sum" if "sum" in tree[where] else "f"
    found = told(look(probe, tree, f"{where}::{name}"))
    assert [one[3] for one in found if one[2] == "dropped"] == [certain]


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ("class C(Exception):\n{}", [True]),
        ("import abc\nclass C(abc.ABC):\n{}", [True]),
        ("import abc\nclass C(metaclass=abc.ABCMeta):\n{}", [True]),
        ("from dataclasses import dataclass\n@dataclass(frozen=True)\nclass C:\n{}", [True]),
        ("class B: pass\nclass C(B):\n{}", [True]),
        ("class C(metaclass=M):\n{}", [False]),
        ("class C(type):\n{}", [False]),
        ("@changed\nclass C:\n{}", [False]),
        ("from elsewhere import B\nclass C(B):\n{}", [False]),
        ("from typing import Protocol\nclass C(Protocol):\n{}", [False]),
        ("class C:\n{}    def __getattribute__(self, name): return print\n", [False]),
        ("class B:\n    def __getattribute__(self, name): return print\nclass C(B):\n{}", [False]),
        ("class B:\n    def __init_subclass__(cls): cls.k = 1\nclass C(B):\n{}", [False]),
        ("class C:\n{}class D(C):\n    def __getattribute__(self, name): return print\n", [False]),
        ("class Mixin:\n    def m(self): pass\nclass C:\n{}class D(Mixin, C): pass\n", [False]),
        ("class Mixin:\n    def m(self): pass\nclass C:\n{}class D(C, Mixin): pass\n", [True]),
        ("class M:\n    def m(self): pass\nclass N(M): pass\nclass C:\n{}class D(N, C): pass\n", [False]),
        ("class Mixin: pass\nclass C:\n{}class D(Mixin, C): pass\n", [True]),
        ("from elsewhere import Mixin\nclass C:\n{}class D(Mixin, C): pass\n", [False]),
        ("class C:\n{}\nclass D(dict, C): pass\n", [True]),
        ("class C:\n{}    m = staticmethod(m)\n", [False]),
        ("class C:\n{}    k = staticmethod(k)\n", [False]),
        ("if x:\n  class C:\n    def m(self): pass\nelse:\n  class C:\n{}", [False]),
        ("class C:\n{}    def __init__(self): self.m = print\n", [False]),
    ],
)
def test_a_method_of_self_is_certain_where_its_class_says_so(probe: Probe, classes: str, expected: list[bool]) -> None:
    body = "    async def m(self): pass\n    def k(self):\n        self.m()\n"
    found = look(probe, {"a.py": classes.format(body)}, "a.py::C.m")
    assert [certain for _, _, use, certain in told(found) if use == "dropped"] == expected


def test_subclasses_and_mixins_are_found_by_whatever_name_leads_to_them(probe: Probe) -> None:
    """No file but the mixin's and the base's says `m`, and that of D names neither C nor the mixin's base."""
    tree = {
        "a.py": CLASS,
        "e.py": "from a import C\nclass E(C): pass\n",
        "base.py": "class Base:\n    def m(self): pass\n",
        "mixin.py": "from base import Base\nclass Mixin(Base): pass\n",
        "d.py": "from e import E\nfrom mixin import Mixin\nclass D(Mixin, E): pass\n",
    }
    assert told(look(probe, tree, "a.py::C.m")) == [("a.py", 4, "dropped", False)]
    assert told(look(probe, {**tree, "base.py": "class Base: pass\n"}, "a.py::C.m")) == [("a.py", 4, "dropped", True)]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("def k(self): self.m()", [True]),
        ("@property\n    def k(self): self.m()", [True]),
        ("@classmethod\n    def k(cls): cls.m()", [True]),
        ("@given\n    def k(self): self.m()", [False]),
        ("def k(self):\n        self = other()\n        self.m()", [False]),
        ("def k(self):\n        self.n.m()", [False]),
        ("def k(self): super().m()", [False]),
    ],
)
def test_self_is_an_object_of_the_class_unless_somebody_says_otherwise(
    probe: Probe, method: str, expected: list[bool]
) -> None:
    tree = {"a.py": f"class C:\n    async def m(self): pass\n    {method}\n"}
    assert [one[3] for one in told(look(probe, tree, "a.py::C.m"))] == expected


@pytest.mark.parametrize(
    ("decorator", "certain"),
    [
        ("", True),
        ("@staticmethod", True),
        ("@classmethod", True),
        ("from typing import final\n    @final", True),
        ("import abc\n    @abc.abstractmethod", False),
        ("import contextlib\n    @contextlib.asynccontextmanager", False),
        ("from elsewhere import staticmethod\n    @staticmethod", False),
    ],
)
def test_a_method_s_decorator_may_give_anything(probe: Probe, decorator: str, certain: bool) -> None:
    tree = {"a.py": f"class C:\n    {decorator}\n    async def m(self): pass\n    def k(self):\n        self.m()\n"}
    assert [one for one in uses(look(probe, tree, "a.py::C.m")) if one[0] == "dropped"] == [("dropped", certain)]


def test_a_method_that_only_raises_promises_another_one(probe: Probe) -> None:
    tree = {"a.py": "class C:\n    async def m(self):\n        raise NotImplementedError\n    def k(self): self.m()\n"}
    assert uses(look(probe, tree, "a.py::C.m")) == [("dropped", False)]


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("class C:\n    async def m(self): pass\nC().m()\n", True),
        ("class C(ValueError):\n    async def m(self): pass\nC().m()\n", True),
        ("class C:\n    def __new__(cls): return other()\n    async def m(self): pass\nC().m()\n", False),
        ("class B:\n    def __new__(cls): return other()\nclass C(B):\n    async def m(self): pass\nC().m()\n", False),
        ("class C:\n    async def m(self): pass\n    @classmethod\n    def k(cls): cls().m()\n", False),
    ],
)
def test_a_fresh_object_is_of_its_class_unless_that_decides(probe: Probe, text: str, certain: bool) -> None:
    assert uses(look(probe, {"a.py": text}, "a.py::C.m")) == [("dropped", certain)]


def test_a_property_runs_where_an_object_is_asked_and_not_where_its_class_is(probe: Probe) -> None:
    tree = "class C:\n    @property\n    async def p(self): pass\n"
    tree += "    def k(self):\n        if self.p: pass\n    @classmethod\n    def n(cls):\n        if cls.p: pass\n"
    tree += "if C.p: pass\n"
    found = told(look(probe, {"a.py": tree}, "a.py::C.p"))
    assert [(line, certain) for _, line, _, certain in found] == [(5, True), (8, False), (9, False)]


def test_a_class_under_another_name_may_be_inherited_from(probe: Probe) -> None:
    """The file of D says neither `work` nor `Client`."""
    tree = {
        "a.py": "class Client:\n    async def work(self): pass\n    def k(self): self.work()\nBase = Client\n",
        "mixin.py": "class Mixin:\n    def work(self): pass\n",
        "d.py": "from a import Base\nfrom mixin import Mixin\nclass D(Mixin, Base): pass\n",
    }
    assert told(look(probe, tree, "a.py::Client.work")) == [("a.py", 3, "dropped", False)]
    del tree["d.py"]
    assert told(look(probe, tree, "a.py::Client.work")) == [("a.py", 3, "dropped", True)]


def test_a_method_of_an_attribute_is_told(probe: Probe) -> None:
    tree = {
        "a.py": "class C:\n    async def m(self): pass\nc = C()\n",
        "b.py": "import a\nclass D:\n    def k(self): self.c.m()\na.c.m()\n",
    }
    assert told(look(probe, tree, "a.py::C.m")) == [("b.py", 3, "dropped", False), ("b.py", 4, "dropped", False)]


def test_what_is_certain_stands_before_what_is_possible(probe: Probe) -> None:
    """`x.f()` may be anybody's method f; `f()` below its import is that function."""
    found = look(probe, {"a.py": F, "b.py": "x.f()\n", "c.py": "from a import f\nf()\n", "d.py": "y = x.f()\n"})
    assert told(found) == [("c.py", 2, "dropped", True)]
    method = {
        "a.py": "class C:\n async def f(self): pass\n def g(self):\n  x = self.f()\n  self.f()\n",
        "b.py": "x.f()\n",
    }
    assert told(look(probe, method, "a.py::C.f")) == [
        ("a.py", 5, "dropped", True),
        ("a.py", 4, "stored", False),
        ("b.py", 1, "dropped", False),
    ]
