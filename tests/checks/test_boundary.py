"""Calls at an async boundary, over small trees: what is found, how it is used, and what is certain.

Knows which uses CPython makes wrong: a coroutine is always true, and dropped it never runs. Each tree is written to a
dict; nothing is imported.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    probe: Probe, tree: dict[str, str], where: str = "a.py::f", before: str = FUNCTION, after: str = COROUTINE
) -> Boundary:
    def files() -> Iterator[TreeFile]:
        for path, text in tree.items():
            yield TreeFile(path, text.encode)

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
