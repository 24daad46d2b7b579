"""The controls of every pair: no unit is the side before, all units are the side after; each unit has an answer."""

from __future__ import annotations

from typing import Any

import pytest

from cutaway.interpreters import Interpreter

REFUSALS = {
    "jump into removed code",
    "row without its handler",
    "stack underflow",
    "depths disagree",
    "wrong kind on the stack",
    "block stack",
    "falls off the end",
    "yield without a generator frame",
    "unassigned local",
    "closure does not fit",
    "loop without its end",
    "cannot be assembled",
}


@pytest.mark.parametrize("control", ["none", "all"])
def test_a_control_is_its_side_instruction_by_instruction(merged: dict[str, Any], control: str) -> None:
    differing = {name: told[control].get("differing", told[control]) for name, told in merged.items()}
    assert {name: found for name, found in differing.items() if found} == {}


@pytest.mark.parametrize("control", ["none", "all"])
def test_a_control_does_what_its_side_does(merged: dict[str, Any], control: str) -> None:
    ran = {name: told[control] for name, told in merged.items()}
    assert {name: one for name, one in ran.items() if one.get("side") != one.get("hybrid")} == {}


@pytest.mark.parametrize("control", ["none", "all"])
def test_a_control_is_code_that_a_compiler_makes(merged: dict[str, Any], control: str) -> None:
    assert {name: told[control]["tolerated"] for name, told in merged.items() if told[control]["tolerated"]} == {}


def test_a_single_unit_is_accepted_or_refused_by_name(merged: dict[str, Any]) -> None:
    for name, told in merged.items():
        for answers in (told["each"], told["without_each"]):
            assert set(answers) == {unit["id"] for unit in told["units"]}
            for answer in answers.values():
                assert answer in ("strict", "tolerated") or answer[0] in REFUSALS, (name, answer)


def test_nothing_differs_where_the_texts_are_one(merged: dict[str, Any]) -> None:
    assert merged["nothing"]["units"] == merged["nothing, whole file"]["units"] == []


def test_a_default_alone_gives_what_the_side_after_returns(merged: dict[str, Any]) -> None:
    # `def f(a=1)` and `def f(a=2)` have equal code objects: the one unit is all of it.
    assert merged["a default"]["all"]["hybrid"] == ["2", ""]
    assert merged["a default"]["each"] == {"u1": "strict"}


def test_what_is_moved_into_a_try_is_one_row_of_the_table(merged: dict[str, Any], python: Interpreter) -> None:
    """From 3.11 on no instruction decides whether the exception is caught: only what covers the call."""
    told = merged["a call moved into try"]
    rows = [unit for unit in told["units"] if unit["kind"] == "exception_table"]
    assert bool(rows) == (python.version_info[:2] >= (3, 11))
    for unit in rows:
        assert told["each_runs"][unit["id"]] == ["3", ""]


def test_a_line_above_is_positions_alone(merged: dict[str, Any]) -> None:
    told = merged["a line above"]
    assert [unit["kind"] for unit in told["units"]] == ["positions"]
    assert (told["none"]["hybrid"], told["all"]["hybrid"]) == (["2", ""], ["3", ""])


def test_super_makes_the_cell_of_the_class_around(merged: dict[str, Any]) -> None:
    """`super()` without arguments needs `__class__`, which the body of the class must make and keep."""
    told = merged["super"]
    closure = [unit for unit in told["units"] if unit.get("name") == "__closure__"]
    assert len(closure) == 1
    assert told["all"]["hybrid"] == ["3", ""]
