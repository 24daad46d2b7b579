"""The operation `calls`, on every interpreter: what a name is bound to, what its result is for, and no false certainty.

Knows Python's scopes, and the compiler as an oracle for them: which instruction loads each name. What is `certain` is
asked of the whole road, over trees where something else may be meant. Does not know how a file is walked.
"""

from __future__ import annotations

import base64
import json
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cutaway.checks.boundary import boundary
from cutaway.checks.changes import TreeFile
from cutaway.checks.verdicts import KindChange
from cutaway.interpreters import Interpreter, Probe

CHILD = Path(__file__).with_name("scopes_in_child.py")
SCOPES = Path(__file__).parents[2] / "src" / "cutaway" / "probe" / "scopes.py"

FUNCTION, COROUTINE, GENERATOR = "function", "coroutine function", "generator"


def facts(probe: Probe, text: str, *names: str) -> dict[str, Any]:
    content = base64.b64encode(textwrap.dedent(text).encode()).decode("ascii")
    source = {"content": content, "filename": "case.py", "kind": "source"}
    return probe.ask({"op": "calls", "source": source, "names": list(names)})


def uses(probe: Probe, text: str) -> list[tuple[bool, str]]:
    """(called, use) of each reference to `f`."""
    return [(call["called"], call["use"]) for call in facts(probe, text, "f")["calls"]]


CALLS = {
    "f()": "dropped",
    "[f(), 1]": "stored",
    "async def g(): await f()": "awaited",
    "async def g(): return [await f() for x in y]": "awaited",
    "async def g(): return (await f()).name": "awaited",
    "import asyncio; asyncio.run(f())": "awaited",
    "import asyncio; asyncio.gather(f(), 1)": "awaited",
    "import asyncio; asyncio.gather(*[f() for x in y])": "awaited",
    "import asyncio; asyncio.gather(*(f() for x in y), return_exceptions=True)": "awaited",
    "from asyncio import gather; gather(f())": "awaited",
    "import asyncio; task = asyncio.create_task(f())": "awaited",
    "import asyncio; task = asyncio.create_task(coro=f())": "awaited",
    "async def g(tg): tg.create_task(f(), name='x')": "awaited",
    "import asyncio; asyncio.wait_for(f(), 1)": "awaited",
    "loop.run_until_complete(f())": "awaited",
    "process.run(f())": "passed",
    "event.wait(f())": "passed",
    "if f(): pass": "condition",
    "if not f(): pass": "condition",
    "while f(): pass": "condition",
    "if (x := f()): pass": "condition",
    "assert f(), 'text'": "condition",
    "x = f() or 1": "condition",
    "x = 1 or f()": "stored",
    "x = 1 if f() else 2": "condition",
    "x = f() if 1 else 2": "stored",
    "x = [y for y in z if f()]": "condition",
    "x = bool(f())": "condition",
    "x = f() == 1": "value",
    "x = f().name": "value",
    "x = f().__class__": "passed",
    "x = f()[0]": "value",
    "x = y[f()]": "stored",
    "x = f() + y": "value",
    "x = f() | y": "passed",
    "x = y >> f()": "passed",
    "x = f() | 1": "value",
    "x += f()": "added",
    "x -= f()": "value",
    "x |= f()": "passed",
    "x = f'{f()}'": "value",
    "x = '%s' % f()": "value",
    "raise f()": "value",
    "x = len(f())": "value",
    "len = 1; x = len(f())": "passed",
    "from m import *; x = len(f())": "passed",
    "x = list(f())": "iterated",
    "x = dict(f())": "iterated",
    "x = dict(y=f())": "passed",
    "x = max(y, default=f())": "passed",
    "x = y in f()": "iterated",
    "x, y = f()": "iterated",
    "x = [*f()]": "iterated",
    "print(*f())": "iterated",
    "print(**f())": "value",
    "class C(y, z=f()): pass": "passed",
    "for x in f(): pass": "iterated",
    "for x in y: f()": "dropped",
    "x = [z for y in x for z in f()]": "iterated",
    "async def g():\n async for x in f(): pass": "iterated asynchronously",
    "async def g(): return [x async for x in f()]": "iterated asynchronously",
    "def g(): yield from f()": "iterated",
    "def g(): yield f()": "returned",
    "def g(): return f()": "returned",
    "g = lambda: f()": "returned",
    "g = lambda x=f(): x": "stored",
    "with f(): pass": "entered",
    "async def g():\n async with f() as x: pass": "entered asynchronously",
    "f().send(None)": "driven",
    "f().cr_frame": "driven",
    "next(f())": "driven",
    "x = f()": "stored",
    "x: y = f()": "stored",
    "x = {y: f() for y in z}": "stored",
    "print(f())": "passed",
    "print(end=f())": "passed",
    "@f()\ndef g(): pass": "stored",
    "def g(x=f()): pass": "stored",
}


@pytest.mark.parametrize("statement", CALLS)
def test_what_is_done_with_a_call(probe: Probe, statement: str) -> None:
    assert uses(probe, statement) == [(True, CALLS[statement])]


@pytest.mark.parametrize(
    ("statement", "use"),
    [
        ("import functools; g = functools.partial(f, 1)", "passed"),
        ("g = f", "stored"),
        ("x = map(f, y)", "passed"),
        ("x = {'f': f}", "stored"),
        ("@f\ndef g(): pass", "stored"),
        ("def g(): return f", "returned"),
        ("loop.call_soon(f, 1)", "passed"),
    ],
)
def test_a_function_that_is_handed_on_is_not_called(probe: Probe, statement: str, use: str) -> None:
    assert uses(probe, statement) == [(False, use)]


def test_what_only_some_versions_can_say(probe: Probe, python: Interpreter) -> None:
    """What a match statement gives its cases may be awaited there; a guard is a condition."""
    if python.hexversion < 0x030A0000:
        pytest.skip("no match statement before 3.10 (PEP 634)")
    assert uses(probe, "match f():\n case x if f(): pass") == [(True, "stored"), (True, "condition")]


DEFINED = ["definition", "f"]

BOUND = {
    "f()": None,
    "def f(): pass\nf()": [DEFINED],
    "async def f(): pass\nf()": [DEFINED],
    "def f(): pass\ndef g(): f()": [DEFINED],
    "def f(): pass\ng = lambda: f()": [DEFINED],
    "def f(): pass\nx = [f() for y in z]": [DEFINED],
    "from a import f\nf()": [["import", 0, "a", "f"]],
    "from ..a import f as g\ng()": [["import", 2, "a", "f"]],
    "def f(): pass\nf = wrapped(f)": None,
    "def f(): pass\ndef g(f): f()": [["other"]],
    "def f(): pass\ndef g(*f): f()": [["other"]],
    "def f(): pass\nx = lambda f: f()": [["other"]],
    "def f(): pass\nx = [f() for f in y]": [["other"]],
    "def f(): pass\ndef g():\n f()\n f = 1": [["other"]],
    "def f(): pass\ndef g():\n global f\n f = 1\nf()": [DEFINED, ["other"]],
    "def f(): pass\nfor f in x: f()": [DEFINED, ["other"]],
    "def f(): pass\nwith x as f: f()": [DEFINED, ["other"]],
    "def f(): pass\ntry: pass\nexcept E as f: f()": [DEFINED, ["other"]],
    "def f(): pass\nif (f := x): f()": [DEFINED, ["other"]],
    "def f(): pass\ndel f\nf()": [DEFINED, ["other"]],
    "def f(): pass\nfrom a import *\nf()": [DEFINED, ["other"]],
    "from a import *\ndef f(): pass\nf()": [DEFINED],
    "if x:\n def f(): pass\nelse:\n def f(): pass\nf()": [DEFINED, DEFINED],
    "def o():\n def f(): pass\n def i():\n  global f\n  return [f() for x in y]": None,
    "def f(): pass\ndef o():\n f = 1\n def i():\n  global f\n  return lambda: f()": [DEFINED],
    "def o():\n def i():\n  nonlocal f\n  f = 1\n def f(): pass\n f()": [["definition", "o.<locals>.f"], ["other"]],
    "def f(): pass\nclass C:\n f()\n def f(self): pass": [["definition", "C.f"], DEFINED],
    "def f(): pass\nclass C:\n def f(self): pass\n f()": [["definition", "C.f"]],
    "def f(): pass\nclass C:\n def f(self): pass\n def g(self): f()": [DEFINED],
    "def f(): pass\nclass C:\n f = 1\n x = [f() for y in z]": [DEFINED],
}


@pytest.mark.parametrize("text", BOUND)
def test_what_binds_a_name_where_it_is_called(probe: Probe, text: str) -> None:
    called = [call for call in facts(probe, text, "f")["calls"] if call["called"]]
    assert [call["bindings"] for call in called] == ([] if text.endswith("wrapped(f)") else [BOUND[text]])


def test_a_method_s_first_argument_is_its_class_s_instance(probe: Probe) -> None:
    text = """
        class C:
            def g(self): self.f()
            @classmethod
            def h(cls): cls.f()
            @staticmethod
            def s(x): x.f()
            def i(self):
                self = 1
                self.f()
            def n(self):
                def inner(self): self.f()
                return lambda: self.f()
    """
    found = [call["bindings"] for call in facts(probe, text, "f")["calls"]]
    of_class = [["self", "C"]]
    assert found == [of_class, [["cls", "C"]], [["other"]], [["self", "C"], ["other"]], [["other"]], of_class]


def test_a_class_that_decides_what_it_gives_is_opaque(probe: Probe) -> None:
    text = """
        class A: pass
        class B:
            def __new__(cls): return 1
        class C:
            def __getattribute__(self, name): return 1
        class D(metaclass=M): pass
        @changed
        class E: pass
    """
    found = {one["qualname"]: one["opaque"] for one in facts(probe, text, "f")["classes"]}
    assert found == {"A": False, "B": True, "C": True, "D": True, "E": True}


# Each text is ended by a load of `f`; what it means, the compiler says.
SHADOWS = (
    "def g(f): f",
    "def g():\n f\n f = 1",
    "f = 1\ndef g():\n def h():\n  global f\n  f = 2\n return f",
    "def o():\n f = 1\n def i():\n  global f\n  return [f for x in y], lambda: f",
    "def o():\n f = 1\n class C:\n  global f\n  f = 2\n  def m(self): return f",
    "def o():\n def i():\n  nonlocal f\n  f = 1\n  return f\n f = 2\n return f",
    "def o():\n f = 1\n def m():\n  def i():\n   nonlocal f\n   f = 2\n   return f\n  nonlocal f\n  f = 3\n  return f",
    "class C:\n f = 1\n g = f\n def m(self): return f\n x = [f for y in f]",
    "def o():\n f = 1\n class C:\n  x = f\n  def m(self): return f",
    "def o():\n return [f for f in y if f], {f: 1 for x in f}",
    "def o():\n return [(f := x) for x in y], f",
    "def o(): return lambda f=f: f",
    "def o(x=f):\n f = 1\n return f",
    "def o():\n import f.x\n return f",
    "def o():\n try: pass\n except E as f: f\n with x as f: f\n for f in x: f",
    "def o():\n return [[f for f in f] for f in f]",
    "@f\ndef f(x: f = f) -> f: f\n",
    "class f(f, x=f): f\n",
)


TYPE_PARAMETERS = (
    "class f: pass\ndef g[f: f](x: f = f) -> f: f",
    "class f: pass\n@f\nclass C[f](f, x=f):\n y = f\n def m(self): return f",
    "class C:\n f = 1\n def m[T](self, x: T): return f, T",
    "type f[T] = (T, f)\nf",
)


def wrong_scopes(python: Interpreter, texts: list[str]) -> tuple[int, list[Any]]:
    command = [str(python.executable), "-I", str(CHILD), str(SCOPES)]
    answer = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True).stdout
    count, wrong = json.loads(answer)
    return count, wrong


def test_the_compiler_looks_each_name_up_where_it_is_said_to_be_bound(python: Interpreter) -> None:
    for text in SHADOWS:
        count, wrong = wrong_scopes(python, [text])
        assert (count > 0, wrong) == (True, []), text


def test_type_parameters_are_a_scope_of_their_own(python: Interpreter) -> None:
    if python.hexversion < 0x030C0000:
        pytest.skip("PEP 695 is of 3.12")
    for text in TYPE_PARAMETERS:
        count, wrong = wrong_scopes(python, [text])
        assert (count > 0, wrong) == (True, []), text


def test_of_a_sample_of_the_standard_library_too(python: Interpreter) -> None:
    """But for `__class__` in a method, which no text binds (PEP 3135)."""
    ask = [str(python.executable), "-c", "print(__import__('os').__file__)"]
    library = Path(subprocess.check_output(ask, text=True).strip()).parent
    texts = [path.read_text("utf-8") for path in sorted(library.glob("*.py"))[::9] if path.is_file()]
    count, wrong = wrong_scopes(python, texts)
    assert count > 3000
    assert [one for one in wrong if one[2] != "__class__"] == []


def certainties(
    probe: Probe, tree: dict[str, str], where: str, before: str = FUNCTION, after: str = COROUTINE
) -> list[bool]:
    """Whether each use that is told is certain."""

    def files() -> Iterator[TreeFile]:
        for path, text in tree.items():
            yield TreeFile(path, text.encode)

    path, _, qualname = where.partition("::")
    found = boundary([KindChange(path, qualname, before, after)], files, probe.ask)
    return [call.certain for kind in found.kinds for call in kind.calls]


F = "async def f(): return 1\n"
METHOD = "class C:\n    async def f(self): return 1\n"

NOT_CERTAIN = {
    "a standard module's name": ("x/logging.py::f", {"x/logging.py": F, "src/y.py": "import logging\nlogging.f()\n"}),
    "beside it, too": ("x/logging.py::f", {"x/logging.py": F, "x/y.py": "from logging import f\nf()\n"}),
    "a folder that nobody searches": ("x/yaml.py::f", {"x/yaml.py": F, "src/y.py": "import yaml\nyaml.f()\n"}),
    "bound before a star": ("a.py::f", {"a.py": F + "from b import *\nf()\n"}),
    "imported before a star": ("a.py::f", {"a.py": F, "b.py": "from a import f\nfrom c import *\nf()\n"}),
    "exported before a star": (
        "p/x.py::f",
        {"p/x.py": F, "p/__init__.py": "from .x import f\nfrom .y import *\n", "t.py": "import p\np.f()\n"},
    ),
    "early in a class": ("a.py::C.f", {"a.py": "def f(): pass\nclass C:\n    f()\n    async def f(self): pass\n"}),
    "global in an inner function": (
        "a.py::o.<locals>.f",
        {"a.py": "def o():\n async def f(): pass\n def i():\n  global f\n  [f().x for x in y]\n"},
    ),
    "nonlocal above": (
        "a.py::o.<locals>.f",
        {"a.py": "def o():\n def i():\n  nonlocal f\n  f = 1\n async def f(): pass\n f()\n"},
    ),
    "another instance": (
        "a.py::C.f",
        {"a.py": METHOD + "    def __new__(cls): return other()\nC().f()\n"},
    ),
    "another attribute": (
        "a.py::C.f",
        {"a.py": METHOD + "    def __getattribute__(self, name): return print\n    def g(self): self.f()\n"},
    ),
    "a pipeline": ("a.py::f", {"a.py": F + "g | f()\n"}),
    "what a class is told": ("a.py::f", {"a.py": F + "class C(B, x=f()): pass\n"}),
    "kept by a builtin": ("a.py::f", {"a.py": F + "x = dict(y=f())\n"}),
    "asked for its class": ("a.py::f", {"a.py": F + "assert f().__class__ is x\n"}),
    "handed on": ("a.py::f", {"a.py": F + "from functools import partial\npartial(f)\n"}),
    "given another name": ("a.py::f", {"a.py": F + "g = f\ng()\n"}),
    "decorated": ("a.py::f", {"a.py": "@x\n" + F + "f()\n"}),
    "patched by name": ("a.py::f", {"a.py": F, "b.py": "import a\na.f = 1\na.f()\n"}),
}


@pytest.mark.parametrize("name", NOT_CERTAIN)
def test_what_may_mean_something_else_is_not_certain(probe: Probe, name: str) -> None:
    where, tree = NOT_CERTAIN[name]
    assert True not in certainties(probe, tree, where)


CERTAIN = {
    "dropped": ("a.py::f", {"a.py": F + "f()\n"}),
    "in a lambda": ("a.py::f", {"a.py": F + "g = lambda: f().x\n"}),
    "in a comprehension": ("a.py::f", {"a.py": F + "x = [y for y in z if f()]\n"}),
    "imported under another name": ("a.py::f", {"a.py": F, "b.py": "from a import f as g\ng()\n"}),
    "exported under another name": (
        "p/x.py::f",
        {"p/x.py": F, "p/__init__.py": "from .x import f as g\n", "t.py": "import p\np.g()\n"},
    ),
    "below a star": ("a.py::f", {"a.py": "from b import *\n" + F + "f()\n"}),
    "installed from src": ("lib/src/p/x.py::f", {"lib/src/p/x.py": F, "t/y.py": "from p.x import f\nf()\n"}),
    "of self": ("a.py::C.f", {"a.py": METHOD + "    def g(self): self.f()\n"}),
    "of a fresh instance": ("a.py::C.f", {"a.py": METHOD + "C().f()\n"}),
    "added to something": ("a.py::f", {"a.py": F + "x += f()\n"}),
}


@pytest.mark.parametrize("name", CERTAIN)
def test_what_can_mean_nothing_else_is_certain(probe: Probe, name: str) -> None:
    where, tree = CERTAIN[name]
    assert certainties(probe, tree, where) == [True]


def test_a_list_takes_what_a_generator_gives(probe: Probe) -> None:
    tree = {"a.py": "def f(): yield 1\nx = []\nx += f()\n"}
    assert certainties(probe, tree, "a.py::f", after=GENERATOR) == []
