"""Nothing of the user's runs unless a call is asked for: files full of traps, read on every interpreter.

Knows what would run if a file were imported, and what Python itself would run on the way there.
Does not know how cutaway keeps from it. Every trap leaves a file behind that says which one it was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway.interpreters import Interpreter

# What the probe itself imports, and the names that a start of Python looks for.
SIBLINGS = (
    "abc",
    "ast",
    "base64",
    "codecs",
    "collections",
    "dis",
    "encodings",
    "enum",
    "importlib",
    "inspect",
    "io",
    "json",
    "opcode",
    "os",
    "re",
    "sitecustomize",
    "symtable",
    "token",
    "tokenize",
    "types",
    "usercustomize",
    "warnings",
)

# On PYTHONPATH only what Python can start without: a broken `os` or `codecs` there would end it before any trap.
HOOKS = ("ast", "dis", "json", "sitecustomize", "token", "tokenize", "usercustomize")

TRAP = "open({marker!r}, 'a').write({name!r} + chr(10))\n"

TARGET = """\
def trap(what, value=None):
    {springs}
    return value


@trap("decorator", lambda function: function)
def hello(name: trap("annotation") = trap("default"), *, loud=trap("keyword-only default")):
    print("Hello", name)


class Greeter(trap("base", object), metaclass=trap("metaclass", type)):
    trap("class body")

    @trap("decorator of a method", lambda function: function)
    def greet(self):
        return hello("you")

    greeting: trap("annotation in a class") = trap("attribute")


[trap("comprehension") for _ in range(2)]
constant = (lambda: trap("lambda"))()
trap("module")
"""


class House:
    """A folder full of traps, and cutaway run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marker = folder.parent / "sprung.txt"
        self.path = folder / "pkg" / "target.py"
        self.path.parent.mkdir(parents=True)
        self._write(self.path, self.target("module"))
        for name in ("__init__", *SIBLINGS):
            self._write(self.path.parent / f"{name}.py", self._trap(f"sibling {name}"))
        for name in SIBLINGS:
            self._write(folder / f"{name}.py", self._trap(f"{name} in the working folder"))
        self.hooks = folder.parent / "hooks"
        self.hooks.mkdir()
        for name in HOOKS:
            self._write(self.hooks / f"{name}.py", self._trap(f"{name} on PYTHONPATH"))
        self._write(self.hooks / "start.py", self._trap("PYTHONSTARTUP"))

    def target(self, name: str) -> str:
        """The text of the target, each part of which would leave its mark."""
        springs = TRAP.format(marker=str(self.marker), name=name).strip()
        return TARGET.format(springs=springs) + self._trap(name)

    def ask(self, *arguments: str, hooked: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the command line there; what is on PYTHONPATH is for the interpreters that it asks, not for itself."""
        on_path = str(self.hooks) if hooked else ""
        starts_cutaway = f"""\
import os, runpy, sys
os.environ.update(PYTHONPATH={on_path!r}, PYTHONSTARTUP={str(self.hooks / "start.py")!r})
sys.argv[0] = 'cutaway'
runpy.run_module('cutaway', run_name='__main__')
"""
        return subprocess.run(
            [sys.executable, "-P", "-c", starts_cutaway, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def sprung(self) -> list[str]:
        """The traps that something ran into."""
        return self.marker.read_text("utf-8").splitlines() if self.marker.exists() else []

    def files(self) -> set[str]:
        """Every file of the user's, so that one that came is seen."""
        return {str(path.relative_to(self.folder.parent)) for path in self.folder.parent.rglob("*")}

    def _trap(self, name: str) -> str:
        return TRAP.format(marker=str(self.marker), name=name)

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.write_text(text, "utf-8")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "work")


def test_the_traps_work(house: House, python: Interpreter) -> None:
    """Otherwise nothing below could fail: imported, the target runs into them."""
    command = [python.executable, "-c", "import pkg.target"]
    environment = {**os.environ, "PYTHONPATH": str(house.hooks), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, cwd=house.folder, env=environment, capture_output=True, timeout=60, check=False)
    assert house.sprung()


QUESTIONS: dict[str, tuple[str, ...]] = {
    "show a file": ("show", "pkg/target.py"),
    "show a function": ("show", "pkg/target.py::hello"),
    "show a method of a module": ("show", "pkg.target:Greeter.greet"),
    "diff": ("diff", "pkg/target.py", "pkg/__init__.py"),
    "diff two functions": ("diff", "pkg/target.py::hello", "pkg/target.py::trap"),
    "diff as JSON": ("diff", "pkg/target.py::hello", "pkg.target:Greeter.greet", "--format", "json"),
    "async": ("async", "pkg/target.py::hello"),
    "async of a module's function": ("async", "pkg.target:hello"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_runs_nothing_and_writes_nothing(house: House, question: str, pythons: list[Interpreter]) -> None:
    before = house.files()
    run = house.ask(*QUESTIONS[question], *(part for python in pythons for part in ("--python", python.executable)))
    assert run.returncode in (0, 1), run.stderr
    assert run.stdout
    assert house.sprung() == []
    assert house.files() == before


def test_every_interpreter_has_answered(house: House, pythons: list[Interpreter]) -> None:
    """A question that nobody answers runs nothing, either."""
    asked = [part for python in pythons for part in ("--python", python.executable)]
    run = house.ask("async", "pkg/target.py::hello", "--format", "json", *asked)
    entries = json.loads(run.stdout)["comparisons"]
    assert [entry["before"]["python"]["version"] for entry in entries] == [python.version for python in pythons]
    assert {entry["trouble"] for entry in entries} == {None}
    assert all(layer["same"] is not None for entry in entries for layer in entry["layers"][:-1])


def test_a_call_is_what_runs_it(house: House, python: Interpreter) -> None:
    """The same target with --call does run into its traps: they are the user's, who asked."""
    target = "pkg/target.py::hello"
    run = house.ask("show", target, "--call", "target('you')", "--python", python.executable, hooked=False)
    assert "Hello you" in run.stdout
    assert "module" in house.sprung()


def test_an_invalid_escape_is_not_an_error_because_the_user_wants_warnings_to_be(
    house: House, pythons: list[Interpreter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """PYTHONWARNINGS=error would make the compiler refuse what it warns of."""
    path = house.folder / "escape.py"
    path.write_text("def f():\n    return '\\d'\n", "utf-8")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    asked = [part for python in pythons for part in ("--python", python.executable)]
    run = house.ask("show", "escape.py::f", *asked)
    assert run.returncode == 0, run.stderr
    assert "does not compile" not in run.stdout
