"""Which units a pair has: derived from what the compiler does with each phenomenon, by version."""

from __future__ import annotations

from typing import Any

import pytest

from cutaway.interpreters import Interpreter

LAYERS = {"flag", "signature", "variables", "docstring", "function_attribute"}

ROLES = {
    "a default": ["__defaults__"],
    "a default added": ["__defaults__"],
    "a default that branches": ["__defaults__"],
    "keyword defaults": ["__kwdefaults__"],
    "annotations": ["__annotations__"],
    "annotations added": ["__annotations__"],
    "decorators": ["decorators"],
    "another decorator": ["decorators"],
    "a closure in a function": ["__closure__"],
    "super": ["__closure__"],
    "inside a try": ["__defaults__"],
    "coroutine": [],
    "a docstring": [],
}


def kinds(told: dict[str, Any]) -> list[str]:
    return [unit["kind"] for unit in told["units"]]


@pytest.mark.parametrize("name", ROLES)
def test_a_definition_differs_in_its_roles(merged: dict[str, Any], name: str) -> None:
    attributes = [unit for unit in merged[name]["units"] if unit["kind"] == "function_attribute"]
    assert [unit["name"] for unit in attributes] == ROLES[name]
    assert all(unit["layer"] == "code" and unit["parts"] == [0, 0] for unit in attributes)


NESTED = {
    "a class with a closure": ["__closure__", "__closure__"],
    "a decorated class": ["decorators", "bases"],
    "methods": ["__defaults__", "__kwdefaults__", "__annotations__", "decorators"],
    "a lambda in an argument": ["__defaults__"],
    "a lambda in a default in a lambda": ["__defaults__"],
}


@pytest.mark.parametrize("name", NESTED)
def test_what_is_defined_inside_differs_in_its_roles_too(merged: dict[str, Any], name: str) -> None:
    attributes = [unit for unit in merged[name]["units"] if unit["kind"] == "function_attribute"]
    assert [unit["name"] for unit in attributes] == NESTED[name]
    assert all(unit["made"] != unit["parts"] for unit in attributes)


def test_no_role_has_code_around_it(merged: dict[str, Any], python: Interpreter) -> None:
    """`m = n + 1; g = lambda j=m: j`: from 3.13 on one instruction assigns m and loads it (gh-110764).

    The default then begins in its middle and is no role; it was one that took `m = n` along.
    """
    told = merged["a default behind an assignment in its line"]
    attributes = [unit["name"] for unit in told["units"] if unit["kind"] == "function_attribute"]
    assert attributes == (["__defaults__"] if python.version_info[:2] < (3, 13) else [])
    # What gives both values, the sum and the default, are two differences at least.
    assert kinds(told).count("instructions") >= 2 - len(attributes)


def test_what_moved_has_its_roles_where_the_rest_stayed_in_order(merged: dict[str, Any]) -> None:
    """f and g stand in one order on both sides; h, which is made before them now, is none of both sides' there."""
    units = merged["functions in another order"]["units"]
    attributes = [unit for unit in units if unit["kind"] == "function_attribute"]
    assert [unit["name"] for unit in attributes] == ["decorators", "__defaults__", "__defaults__"]


def test_ids_count_and_layers_follow_from_kinds(merged: dict[str, Any]) -> None:
    for told in merged.values():
        assert [unit["id"] for unit in told["units"]] == [f"u{n}" for n in range(1, len(told["units"]) + 1)]
        assert all(unit["layer"] == ("code" if unit["kind"] in LAYERS else "bytecode") for unit in told["units"])


def test_async_is_a_flag_and_from_3_10_on_what_begins_the_frame(merged: dict[str, Any], python: Interpreter) -> None:
    """CO_COROUTINE is 0x80; GEN_START came with 3.10, RETURN_GENERATOR in its place with 3.11, a handler with 3.12."""
    told = merged["coroutine"]
    assert told["units"][0]["kind"] == "flag"
    assert (told["units"][0]["value"], told["units"][0]["before"], told["units"][0]["after"]) == (0x80, False, True)
    version = python.version_info[:2]
    more = ["instructions"] if version in ((3, 10), (3, 11)) else []
    if version >= (3, 12):
        more = ["instructions", "instructions", "exception_table"]
    assert kinds(told)[1:] == more


def test_a_renamed_local_is_one_unit_beside_what_else_changed(merged: dict[str, Any]) -> None:
    renamed = [unit for unit in merged["a renamed local"]["units"] if unit["kind"] == "variables"]
    assert [(unit["before"], unit["after"]) for unit in renamed] == [(["a"], ["c"])]


def test_an_argument_is_renamed_by_the_signature(merged: dict[str, Any]) -> None:
    assert "signature" in kinds(merged["a renamed argument"])
    assert "variables" not in kinds(merged["a renamed argument"])


def test_a_new_condition_and_what_it_guards_are_two(merged: dict[str, Any]) -> None:
    """NOT_TAKEN, which 3.14 puts behind the jump, is none of its own: it does nothing but mark the jump."""
    assert kinds(merged["a new condition"]).count("instructions") == 2


def test_constants_of_another_type_are_constants(merged: dict[str, Any], python: Interpreter) -> None:
    """(1, 0.0) and (True, -0.0) are equal and hash alike; the compiler keeps them apart, and so must the units."""
    columns = ["positions"] if python.version_info[:2] >= (3, 11) else []
    assert kinds(merged["constants by type"]) == ["constant", *columns]


def test_neighboring_constants_are_a_unit_each(merged: dict[str, Any]) -> None:
    assert kinds(merged["neighboring constants"]) == ["constant", "constant"]
    assert set(merged["neighboring constants"]["each"].values()) == {"strict"}


@pytest.mark.parametrize("name", ["a comprehension becomes a loop", "two loops become one in the other"])
def test_equal_jumps_are_no_constant(merged: dict[str, Any], name: str) -> None:
    """All constants of these texts are on both sides; what of two equal pieces differs is where they lead."""
    assert "constant" not in kinds(merged[name])


def test_a_statement_is_put_in_beside_another_value(merged: dict[str, Any]) -> None:
    """The call leaves the stack as it was: it stands against nothing, and either can be put in alone."""
    told = merged["a statement before another value"]
    call, value = (unit for unit in told["units"] if unit["kind"] == "instructions")
    assert call["before"][0] == call["before"][1]
    assert told["each"][call["id"]] == told["each"][value["id"]] == "strict"


def test_what_is_the_same_on_both_sides_is_no_unit(merged: dict[str, Any]) -> None:
    """The two `def` statements have little in common but what stores the name, which is no difference all the same."""
    assert kinds(merged["a default becomes a keyword's"]) == ["function_attribute", "function_attribute", "signature"]


def test_a_docstring_is_a_slot_of_the_code(merged: dict[str, Any]) -> None:
    docstring = next(unit for unit in merged["a docstring"]["units"] if unit["kind"] == "docstring")
    assert (docstring["before"], docstring["after"]) == (None, ["str", "doc"])


def test_the_name_is_no_unit(merged: dict[str, Any]) -> None:
    assert "function_attribute" not in kinds(merged["another name"])
