"""Units in words and in place, on every interpreter: told as the probe would, from code that the compiler really made.

What is expected follows from what the compiler emits for each pair; what depends on the version is asked of the facts.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from compiled_sides import Compiled, Compiler

from cutaway.interpreters import Interpreter
from cutaway.layers.matching import matching
from cutaway.layers.unit_words import Described, described


@pytest.fixture(scope="session")
def compiler(python: Interpreter) -> Compiler:
    return Compiler(python)


class Pair:
    """Two sides, and units of them described."""

    def __init__(self, compiled: Compiled) -> None:
        self.instructions, self.codes = compiled.sides["bytecode"], compiled.sides["code"]
        self.matched = matching(*self.instructions)

    def tell(self, *units: dict[str, Any]) -> tuple[Described, ...]:
        numbered = [{"id": f"u{at}", **unit} for at, unit in enumerate(units, 1)]
        return described(numbered, self.instructions, self.codes, self.matched)

    def parts(self, name: str) -> list[int]:
        """The indexes of a part on both sides."""
        return [
            next(i for i, part in enumerate(side.facts["parts"]) if part["kind"] == "code" and part["name"] == name)
            for side in self.instructions
        ]

    def unit(self, kind: str, layer: str = "bytecode", name: str = "f", **words: Any) -> dict[str, Any]:
        return {"kind": kind, "layer": layer, "parts": self.parts(name), **words}

    def meanings(self, side: int, name: str = "f") -> list[list[Any]]:
        part = self.instructions[side].facts["parts"][self.parts(name)[side]]
        return [part["table"][row] for row in part["rows"]]

    def gap(self, name: str = "f") -> dict[str, list[int]]:
        """The only stretch that no block holds."""
        before, after = self.parts(name)
        (pair,) = (one for one in self.matched["pairs"] if (one["before"], one["after"]) == (before, after))
        sizes = [len(self.meanings(side, name)) for side in (0, 1)]
        edges = [[0, 0, 0, 0], *pair["blocks"], [sizes[0]] * 2 + [sizes[1]] * 2]
        gaps = [(one[1], two[0], one[3], two[2]) for one, two in pairwise(edges)]
        ((i1, i2, j1, j2),) = [gap for gap in gaps if gap[0] < gap[1] or gap[2] < gap[3]]
        return {"before": [i1, i2], "after": [j1, j2]}


def pair(compiler: Compiler, before: str, after: str, name: str | None = "f") -> Pair:
    return Pair(compiler(before, after, (name, name)))


def marks(told: Described) -> list[str]:
    return [row.mark for row in told.rows]


def text(line: Any) -> str:
    return "".join(span.text for span in line or ())


def test_a_flag_is_called_by_its_name(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(): return 1\n", "async def f(): return 1\n")
    (came,) = sides.tell(sides.unit("flag", "code", before=False, after=True, value=0x80))
    assert (came.label, came.path, came.layer, came.kind) == ("flag COROUTINE", "f", "code", "flag")
    assert [row.mark for row in came.rows] == ["added"]
    assert "COROUTINE 128" in text(came.rows[0].after)
    (went,) = sides.tell(sides.unit("flag", "code", before=True, after=False, value=0x20))
    assert went.label == "-flag GENERATOR"


def test_a_constant_became_another(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a):\n return a(1)\n", "def f(a):\n return a(True)\n")
    (told,) = sides.tell(sides.unit("constant", **sides.gap()))
    assert told.label == "constant 1 became True"
    changed = [row for row in told.rows if row.mark == "changed"]
    assert len(changed) == 1
    assert "1" in text(changed[0].before)
    assert "True" in text(changed[0].after)
    assert "same" in marks(told)


def test_instructions_that_came_or_went_are_named_with_what_stands_around_them(compiler: Compiler) -> None:
    less, more = "def f(a):\n a.x\n return a\n", "def f(a):\n a.x\n del a.y\n return a\n"
    sides = pair(compiler, less, more)
    (came,) = sides.tell(sides.unit("instructions", **sides.gap()))
    assert came.label.endswith("DELETE_ATTR y")
    assert set(marks(came)) == {"same", "added"}
    assert 0 < marks(came).count("same") <= 4
    sides = pair(compiler, more, less)
    (went,) = sides.tell(sides.unit("instructions", **sides.gap()))
    assert went.label == f"-{came.label}"
    assert set(marks(went)) == {"same", "removed"}


def test_many_instructions_are_first_last_and_how_many(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a):\n return a\n", "def f(a):\n b.c(1, 2, 3)\n d.e()\n return a\n")
    gap = sides.gap()
    (told,) = sides.tell(sides.unit("instructions", **gap))
    size = gap["after"][1] - gap["after"][0]
    assert size > 4
    assert told.label.startswith("LOAD_GLOBAL b ... ")
    assert told.label.endswith(f"({size} instructions)")
    assert marks(told).count("added") == size


def test_instructions_that_others_replace(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a):\n a.x = a\n", "def f(a):\n a.y = a\n")
    (told,) = sides.tell(sides.unit("instructions", **sides.gap()))
    assert told.label == "STORE_ATTR x became STORE_ATTR y"
    assert "changed" in marks(told)


def test_stretches_that_begin_and_end_alike_are_called_by_what_differs(compiler: Compiler) -> None:
    """Of `a.b(c, d)` and `a.x(c, d)` that is the method's name; as a whole both have one name."""
    sides = pair(compiler, "def f(a, c, d):\n a.b(c, d)\n", "def f(a, c, d):\n a.x(c, d)\n")
    stretch = next(
        [at, len(row)] for row in [sides.meanings(0)] for at, one in enumerate(row) if one[1:] == ["local", "a"]
    )
    (told,) = sides.tell(sides.unit("instructions", before=stretch, after=stretch))
    assert stretch[1] - stretch[0] > 4
    assert re.fullmatch(r"LOAD_(METHOD|ATTR) b\b.* became LOAD_(METHOD|ATTR) x\b.*", told.label)
    assert "..." not in told.label


def test_a_jump_says_where_it_leads(compiler: Compiler) -> None:
    sides = pair(
        compiler,
        "def f(a):\n for x in a:\n  if x:\n   p()\n  q()\n",
        "def f(a):\n for x in a:\n  if x:\n   p()\n   q()\n",
    )
    found = [
        next((i, one[2]) for i, one in enumerate(sides.meanings(side)) if one[0].startswith(("POP_JUMP", "JUMP_IF")))
        for side in (0, 1)
    ]
    (told,) = sides.tell(sides.unit("jump", before=list(found[0]), after=list(found[1])))
    opname = sides.meanings(0)[found[0][0]][0]
    assert told.label.startswith(f"jump of {opname} at line 3 to L")
    here, there = told.label.partition(" at line 3 to ")[2].split(" instead of ")
    assert here != there
    assert marks(told).count("changed") == 1


def test_a_row_of_the_exception_table_is_quoted(compiler: Compiler) -> None:
    before = "def f():\n g()\n try:\n  h()\n except E:\n  pass\n"
    after = "def f():\n try:\n  g()\n  h()\n except E:\n  pass\n"
    sides = pair(compiler, before, after)
    tables = [
        side.facts["parts"][i]["exceptions"] for side, i in zip(sides.instructions, sides.parts("f"), strict=True)
    ]
    if not tables[0]:
        pytest.skip("blocks are set up by instructions before 3.11")
    (came,) = sides.tell(sides.unit("exception_table", before=[], after=[tables[1][0]]))
    assert came.label.startswith("exception-table row L1 to L")
    assert marks(came) == ["added"]
    (went,) = sides.tell(sides.unit("exception_table", before=[tables[0][0]], after=[]))
    assert went.label.startswith("-exception-table row L1 to L")
    part_of_it = [tables[1][0][0], tables[1][0][0] + 1, *tables[1][0][2:]]
    (part,) = sides.tell(sides.unit("exception_table", before=[], after=[part_of_it]))
    assert part.label == came.label


def test_docstrings_signatures_and_variables(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a, *, k): x = a; return x\n", "def f(a, b, *c):\n 'doc'\n y = a; return y\n")
    docstring, signature, variables = sides.tell(
        sides.unit("docstring", "code", before=None, after=["str", "doc"]),
        sides.unit("signature", "code", before=None, after=None),
        sides.unit("variables", "code", before=["x"], after=["y"]),
    )
    assert docstring.label == "docstring None became 'doc'"
    assert signature.label == "signature (a, *, k) became (a, b, *c)"
    assert variables.label == "local x became y"
    assert [marks(told) for told in (docstring, signature, variables)] == [["changed"]] * 3


def definition(sides: Pair, **words: Any) -> dict[str, Any]:
    return {"kind": "function_attribute", "layer": "code", "parts": [0, 0], **words}


def place_of(sides: Pair, side: int, meaning: list[Any]) -> list[int]:
    part = sides.instructions[side].facts["parts"][0]
    at = next(i for i, row in enumerate(part["rows"]) if part["table"][row][1:] == meaning)
    return [at, at + 1]


def test_defaults_are_shown_as_the_constant_that_they_are(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a=1): return a\n", "def f(a=2): return a\n")
    places = [place_of(sides, side, ["const", ["tuple", [["int", str(side + 1)]]]]) for side in (0, 1)]
    (told,) = sides.tell(definition(sides, name="__defaults__", before=places[0], after=places[1]))
    assert (told.label, told.path) == ("__defaults__ (1,) became (2,)", "f")
    assert "changed" in marks(told)
    (came,) = sides.tell(definition(sides, name="__defaults__", before=None, after=places[1]))
    assert came.label == "__defaults__ None became (2,)"
    assert "added" in marks(came)


def test_a_decorator_is_called_as_it_is_written(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(): pass\n", "@d\ndef f(): pass\n")
    place = place_of(sides, 1, ["name", "d"])
    (came,) = sides.tell(definition(sides, name="decorators", before=None, after=place))
    assert came.label == "decorator d"
    sides = pair(compiler, "@d\ndef f(): pass\n", "def f(): pass\n")
    (went,) = sides.tell(definition(sides, name="decorators", before=place, after=None))
    assert went.label == "-decorator d"


def test_decorators_are_listed_and_dotted_as_written(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(): pass\n", "@d.e\n@g\ndef f(): pass\n")
    start, end = place_of(sides, 1, ["name", "d"])[0], place_of(sides, 1, ["name", "g"])[1]
    (came,) = sides.tell(definition(sides, name="decorators", before=None, after=[start, end]))
    assert came.label == "decorators d.e, g"


@pytest.mark.parametrize("written", ["d(1)", "d.e(1, 'a')", "d(a, b=(1, 2))", "d.e(f=None, g=x)", "d.e.h"])
def test_a_decorator_with_arguments_is_called_as_it_is_written(compiler: Compiler, written: str) -> None:
    sides = pair(compiler, "def f(): pass\n", f"@{written}\ndef f(): pass\n")
    part = sides.instructions[1].facts["parts"][0]
    load = next(i for i, row in enumerate(part["rows"]) if part["table"][row][1:2] == ["code"])
    (came,) = sides.tell(definition(sides, name="decorators", before=None, after=[0, load]))
    assert came.label == f"decorator {written}"


def test_keyword_defaults_are_the_dictionary_that_they_make(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(*, a=1, b='x'): pass\n", "def f(*, a=1, b=c): pass\n")
    places = []
    for side in sides.instructions:
        part = side.facts["parts"][0]
        made = [part["table"][row][0] for row in part["rows"]]
        places.append([0, 1 + next(i for i, opname in enumerate(made) if opname.startswith("BUILD_"))])
    (told,) = sides.tell(definition(sides, name="__kwdefaults__", before=places[0], after=places[1]))
    assert told.label == "__kwdefaults__ {'a': 1, 'b': 'x'} became {'a': 1, 'b': c}"


def annotations_of(sides: Pair) -> list[int]:
    """What stands before the function's own code: the load of `__annotate__`, or the annotations themselves."""
    part = sides.instructions[1].facts["parts"][0]
    first, *more = (i for i, row in enumerate(part["rows"]) if part["table"][row][1:2] == ["code"])
    return [0, first + 1 if more else first]


@pytest.mark.parametrize(
    "written",
    ["a: int", "a: t.X, b: 'x'", "a: list[int], b: dict[str, t.X[int]]", "a: X[int, 1]", "a: X | None | Y[Z]"],
)
def test_annotations_are_the_dictionary_that_they_make(compiler: Compiler, written: str) -> None:
    sides = pair(compiler, "def f(a, b): pass\n", f"def f({written}) -> str: pass\n")
    (came,) = sides.tell(definition(sides, name="__annotations__", before=None, after=annotations_of(sides)))
    words = ", ".join(f"'{one[0]}'{one[1:]}" for one in re.split(r", (?=\w:)", written))
    assert came.label == f"__annotations__ None became {{{words}, 'return': str}}"


def test_annotations_that_are_texts_are_the_same_dictionary(compiler: Compiler) -> None:
    future = "from __future__ import annotations\n"
    sides = pair(compiler, future + "def f(a): pass\n", future + "def f(a: int): pass\n")
    (came,) = sides.tell(definition(sides, name="__annotations__", before=None, after=annotations_of(sides)))
    assert came.label == "__annotations__ None became {'a': 'int'}"


def test_what_a_function_made_by_code_gives_is_that_code(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a=lambda: 1): pass\n", "def f(a=lambda: 2): pass\n")
    part = sides.instructions[0].facts["parts"][0]
    load = next(i for i, row in enumerate(part["rows"]) if part["table"][row][1:2] == ["code"])
    (told,) = sides.tell(definition(sides, name="__defaults__", before=[load, load + 2], after=[load, load + 2]))
    assert told.label == "__defaults__ from another <code of <lambda>>"


def test_what_stands_in_code_inside_the_target_says_so(compiler: Compiler) -> None:
    before = "def f():\n def g(): return 1\n return g\n"
    sides = pair(compiler, before, before.replace("1", "2"))
    own, inner = sides.tell(
        sides.unit("positions", before=None, after=None),
        sides.unit("positions", name="g", before=None, after=None),
    )
    assert (own.label, own.path) == ("positions", "f")
    assert (inner.label, inner.path) == ("positions in f.<locals>.g", "f.<locals>.g")


def test_no_two_labels_are_alike(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a):\n return a(1) + a(1)\n", "def f(a):\n return a(2) + a(2)\n")
    part = sides.meanings(0)
    places = [i for i, meaning in enumerate(part) if meaning[1:] == ["const", ["int", "1"]]]
    told = sides.tell(*(sides.unit("constant", before=[i, i + 1], after=[i, i + 1]) for i in places))
    assert [one.label for one in told] == ["constant 1 became 2 (1 of 2)", "constant 1 became 2 (2 of 2)"]


def test_positions_show_where_the_first_instructions_were_made(compiler: Compiler) -> None:
    sides = pair(compiler, "def f(a):\n return a\n", "def f(a):\n\n\n return a\n")
    (told,) = sides.tell(sides.unit("positions", before=None, after=None))
    assert told.rows
    for row in told.rows:
        assert "line" in text(row.before) or ":" in text(row.before)
        assert text(row.before) != text(row.after)


def test_a_file_as_a_whole_is_called_the_module(compiler: Compiler) -> None:
    sides = pair(compiler, "a = 1\n", "a = 2\n", name=None)
    (told,) = sides.tell(sides.unit("constant", name="<module>", **sides.gap("<module>")))
    assert (told.label, told.path) == ("constant 1 became 2", "<module>")
