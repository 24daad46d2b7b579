"""What stands for what in two sides' code: equal instructions, parts by name, variables one to one.

What is expected follows from what the compiler makes of each pair; it holds on every version.
"""

from __future__ import annotations

from typing import Any

import pytest
from compiled_sides import Compiler

from cutaway.interpreters import Interpreter
from cutaway.layers.difference import Side
from cutaway.layers.matching import matching


@pytest.fixture(scope="session")
def compiler(python: Interpreter) -> Compiler:
    return Compiler(python)


def matched(compiler: Compiler, before: str, after: str, name: str = "f") -> tuple[dict[str, Any], Side, Side]:
    sides = compiler(before, after, (name, name)).sides["bytecode"]
    return matching(*sides), *sides


def meanings(side: Side, part: int) -> list[Any]:
    facts = side.facts["parts"][part]
    return [facts["table"][row] for row in facts["rows"]]


def left_out(pair: dict[str, Any], side: Side, which: str) -> list[Any]:
    """The instructions of one side that no block holds."""
    at = 0 if which == "before" else 2
    covered = {i for block in pair["blocks"] for i in range(block[at], block[at + 1])}
    return [meaning for i, meaning in enumerate(meanings(side, pair[which])) if i not in covered]


def pair_of(found: dict[str, Any], side: Side, name: str) -> dict[str, Any]:
    return next(pair for pair in found["pairs"] if side.facts["parts"][pair["before"]]["name"] == name)


def test_equal_sides_are_one_block_a_part(compiler: Compiler) -> None:
    text = "def f(a):\n def g(): return a\n return g\n"
    found, before, _ = matched(compiler, text, text)
    for pair in found["pairs"]:
        size = len(before.facts["parts"][pair["before"]]["rows"])
        assert pair["blocks"] == [[0, size, 0, size]]
    assert [(pair["before"], pair["after"]) for pair in found["pairs"]] == [
        (i, i) for i in range(len(before.facts["parts"]))
    ]


def test_a_constant_is_left_out_by_type_and_value(compiler: Compiler) -> None:
    found, before, after = matched(compiler, "def f(a):\n return a(1)\n", "def f(a):\n return a(True)\n")
    pair = found["pairs"][-1]
    assert [meaning[1:] for meaning in left_out(pair, before, "before")] == [["const", ["int", "1"]]]
    assert [meaning[1:] for meaning in left_out(pair, after, "after")] == [["const", ["True"]]]


def test_a_jump_stands_for_a_jump_that_leads_elsewhere(compiler: Compiler) -> None:
    before = "def f(a):\n for x in a:\n  if x:\n   p()\n  q()\n"
    after = "def f(a):\n for x in a:\n  if x:\n   p()\n   q()\n"
    found, ours, theirs = matched(compiler, before, after)
    pair = found["pairs"][-1]
    jumps = [meaning for meaning in meanings(ours, pair["before"]) if meaning[1:2] == ["jump"]]
    assert jumps
    for i1, i2, j1, j2 in pair["blocks"]:
        assert i2 - i1 == j2 - j1 > 0
        for mine, other in zip(
            meanings(ours, pair["before"])[i1:i2], meanings(theirs, pair["after"])[j1:j2], strict=True
        ):
            assert mine[0] == other[0]
            assert mine[1:2] == ["jump"] or mine == other


def test_renamed_variables_are_paired_and_nothing_is_left_out(compiler: Compiler) -> None:
    found, before, after = matched(compiler, "def f(a):\n x = a\n return x * x\n", "def f(a):\n t = a\n return t * t\n")
    pair = found["pairs"][-1]
    assert pair["variables"] == {"a": "a", "x": "t"}
    assert left_out(pair, before, "before") == left_out(pair, after, "after") == []


def test_what_the_compiler_sorts_by_name_stays_together_under_another_name(compiler: Compiler) -> None:
    before = "def f(a):\n b = a; y = 2\n return lambda: b + y\n"
    after = "def f(a):\n z = a; y = 2\n return lambda: z + y\n"
    found, ours, theirs = matched(compiler, before, after)
    for pair in found["pairs"]:
        assert left_out(pair, ours, "before") == left_out(pair, theirs, "after") == []


def test_a_nested_function_stands_for_its_namesake_though_it_differs(compiler: Compiler) -> None:
    before = "def f(a):\n def g(): return a + 1\n return g\n"
    after = "def f(a):\n def g(): return a + 2\n return g\n"
    found, ours, theirs = matched(compiler, before, after)
    outer, inner = pair_of(found, ours, "f"), pair_of(found, ours, "g")
    assert left_out(outer, ours, "before") == left_out(outer, theirs, "after") == []
    assert [meaning[2] for meaning in left_out(inner, ours, "before")] == [["int", "1"]]


def test_a_part_that_came_is_in_no_pair_and_what_makes_it_is_left_out(compiler: Compiler) -> None:
    found, _, after = matched(compiler, "def f():\n return 1\n", "def f():\n g = lambda: 2\n return 1\n")
    came = next(i for i, part in enumerate(after.facts["parts"]) if part["name"] == "<lambda>")
    assert came not in {pair["after"] for pair in found["pairs"]}
    made = [meaning[2] for meaning in left_out(found["pairs"][-1], after, "after") if meaning[1:2] == ["code"]]
    assert made == [came]


def test_the_definition_is_a_part_like_any_other(compiler: Compiler) -> None:
    found, before, after = matched(compiler, "def f(a=1): return a\n", "def f(a=2): return a\n")
    definition, own = found["pairs"]
    assert before.facts["parts"][definition["before"]]["kind"] == "definition"
    assert left_out(definition, before, "before") != left_out(definition, after, "after")
    assert left_out(own, before, "before") == []


def test_a_name_of_the_targets_own_is_set_aside(compiler: Compiler) -> None:
    sides = compiler("def f(): return 1\n", "def g(): return 1\n", ("f", "g")).sides["bytecode"]
    found = matching(*sides)
    for pair in found["pairs"]:
        assert left_out(pair, sides[0], "before") == left_out(pair, sides[1], "after") == []


@pytest.mark.parametrize("separator", ["\n ", "; "])
def test_what_came_is_whole_statements_though_its_neighbors_are_alike(compiler: Compiler, separator: str) -> None:
    """`a.x(1); a.x(2)` has one of its two statements more than `a.x(2)`, not `1); a.x(`."""
    last, more = "a.x(2)", "a.x(1)"
    before = f"def f(a):\n {last}\n"
    after = f"def f(a):\n {more}{separator}{last}\n"
    found, _, theirs = matched(compiler, before, after)
    came = left_out(found["pairs"][-1], theirs, "after")
    assert [came[0][0].startswith("LOAD_FAST"), came[-1]] == [True, ["POP_TOP"]]
    assert ["const", ["int", "1"]] in [meaning[1:] for meaning in came]
    assert ["const", ["int", "2"]] not in [meaning[1:] for meaning in came]
