"""What differs around a target, by the names that both modules bind."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import cutaway
from cutaway.interpreters import Interpreter

HERE = Path(__file__).parent
PROBE = Path(cutaway.__file__).parent / "probe"
TARGET = "class C:\n    n = 1\n    def f(self):\n        return 1\n"

# What stands around on each side, and the names in which that differs.
AROUND: dict[str, tuple[str, str, list[str]]] = {
    "nothing": ("x = 1\n", "x = 1\n", []),
    "layout": ("x = (1,\n 2)\n", "# why\nx = (1, 2)\n", []),
    "a constant": ("x = y = 1\nz = 1\n", "x = y = 2\nz = 1\n", ["x", "y"]),
    "a constant's type": ("x = 1\n", "x = True\n", ["x"]),
    "bound again": ("x = 1\n", "x = 1\nx = 2\n", ["x"]),
    "a function": ("def g():\n    return 1\n", "def g():\n    return 2\n", ["g"]),
    "what a function binds is its own": ("def g():\n    x = 1\n", "def g():\n    x = 2\n", ["g"]),
    "a function that came": ("", "async def g():\n    pass\n", ["g"]),
    "an import": ("import os.path\n", "import os.path as os\n", ["os"]),
    "imports from": ("from os import path as p, sep\n", "from os import path, sep\n", ["p", "sep", "path"]),
    "a comprehension binds nothing here": ("x = [i for i in 'a']\n", "x = [i for i in 'b']\n", ["x"]),
    "an attribute and an item": ("x.y[0].z = 1\nu[k] = 2\n", "x.y[0].z = 2\nu[k] = 3\n", ["x", "u"]),
    "inside an if": ("if u:\n    x = 1\n", "if u:\n    x = 2\n", ["x"]),
    "deleted": ("x = 1\n", "x = 1\ndel x\n", ["x"]),
    "a loop": ("for i in u:\n    pass\n", "for i in v:\n    pass\n", ["i"]),
    "no name": ("print(1)\n", "print(2)\n", [""]),
}


@pytest.fixture(scope="module")
def told(python: Interpreter) -> dict[str, Any]:
    pairs = [[before + TARGET, TARGET.replace("return 1", "return 2") + after] for before, after, _ in AROUND.values()]
    pairs.append([TARGET, TARGET.replace("n = 1", "n = 2")])
    pairs.append([TARGET, f"if True:\n{TARGET}".replace("\n", "\n ").rstrip(" ")])
    command = [python.executable, "-I", "-S", str(HERE / "surroundings_in_child.py"), str(PROBE)]
    answer = subprocess.run(command, input=json.dumps(pairs), capture_output=True, text=True, check=True, timeout=60)
    return dict(zip([*AROUND, "the class around", "an if around"], json.loads(answer.stdout), strict=True))


@pytest.mark.parametrize("name", AROUND)
def test_names_differ_that_are_bound_otherwise(told: dict[str, Any], name: str) -> None:
    """Whether the target stands above or below, and whatever differs in it."""
    assert told[name]["of C.f"] == AROUND[name][2]


def test_a_class_around_is_compared_without_the_target(told: dict[str, Any]) -> None:
    assert told["the class around"] == {"of C.f": ["C"], "of C": [], "of the file": None}
    assert told["a constant"]["of C"] == ["x", "y"]


def test_what_the_target_stands_in_is_around(told: dict[str, Any]) -> None:
    """The `if` binds no other name than the target's, which is left out of it."""
    assert told["an if around"] == {"of C.f": ["C"], "of C": [""], "of the file": None}
