"""The parts of a code tree, where the compiler makes one object of what two places make.

Knows that code compiled without positions is equal where the text is (`merge_const_one` in CPython's `compile.c` keeps
one of equal constants, code objects too). Does not know what a layer tells of a part.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

import cutaway
from cutaway.interpreters import Interpreter, Probe

METHODS = """\
class A:
    def m(self):
        return [one for one in self.get(block=False)]


class B:
    def m(self):
        return [one for one in self.get(block=False)]


def m(self):
    return [one for one in self.get(block=False)]


def outer():
    def m(self):
        return [one for one in self.get(block=False)]
"""

FUNCTIONS = ["A.m", "B.m", "m", "outer", "outer.<locals>.m"]


def without_positions(probe: Probe, before: str, after: str) -> list[list[dict[str, Any]]]:
    """The parts of both sides' code without positions."""
    contents = (base64.b64encode(text.encode()).decode("ascii") for text in (before, after))
    sources = [{"content": content, "filename": "case.py", "kind": "source"} for content in contents]
    answer = probe.ask({"op": "capture", "sources": sources, "layers": ["code"], "optimize": None})
    return [capture["layers"]["code"]["facts"]["neutral"]["parts"] for capture in answer["captures"]]


def test_equal_functions_of_two_places_are_two_parts_with_names_of_their_own(probe: Probe) -> None:
    for parts in without_positions(probe, METHODS, METHODS.replace("B:", "C:")):
        names = [part["qualname"] for part in parts if part["name"] in ("m", "outer")]
        assert sorted(name.replace("C.", "B.") for name in names) == FUNCTIONS
        for part in parts[1:]:
            around = parts[part["parent"]]["qualname"]
            assert around == "<module>" or part["qualname"].startswith(around + ".")


@pytest.mark.parametrize("changed", range(3))
def test_what_changed_in_one_of_them_is_told_of_that_one(python: Interpreter, tmp_path: Path, changed: int) -> None:
    pieces = METHODS.split("False")
    after = "".join(piece + ("True" if at == changed else "False") for at, piece in enumerate(pieces[:-1])) + pieces[-1]
    told = names_told(python, tmp_path, METHODS, after)
    assert told == [FUNCTIONS[changed]]


def test_what_changed_in_all_of_them_is_told_of_all(python: Interpreter, tmp_path: Path) -> None:
    told = names_told(python, tmp_path, METHODS, METHODS.replace("False", "True"))
    assert sorted(told) == [name for name in FUNCTIONS if name != "outer"]


GLOBAL = """\
def f():
    global h
    def h(): return 2


class A:
    def f(self):
        global h
        def h(): return 2
"""


def test_a_global_function_made_in_two_places_has_its_one_name(python: Interpreter, tmp_path: Path) -> None:
    """Before 3.11 a code object holds no qualified name; it is told by where it is made."""
    told = names_told(python, tmp_path, GLOBAL, GLOBAL.replace("2", "4"))
    has_its_own = python.hexversion >= 0x030B0000
    assert told == (["h"] if has_its_own else ["f.<locals>.h", "A.f.<locals>.h"])


GENERIC = """\
class A:
    def f[T](self): return [lambda: 1]
class B:
    def f[T](self): return [lambda: 1]
"""


def test_type_parameters_give_no_name_to_what_has_them(python: Interpreter, tmp_path: Path) -> None:
    if python.hexversion < 0x030C0000:
        pytest.skip("PEP 695 is of 3.12")
    told = names_told(python, tmp_path, GENERIC, GENERIC.replace("1", "3"))
    assert told == ["A.f.<locals>.<lambda>", "B.f.<locals>.<lambda>"]


def names_told(python: Interpreter, folder: Path, before: str, after: str) -> list[str]:
    """The definitions that a check names."""
    for name, text in (("before.py", before), ("after.py", after)):
        (folder / name).write_text(text)
    checked = cutaway.check(folder / "before.py", folder / "after.py", python=str(python.executable))
    return [function.qualname for function in checked.files[0].functions]
