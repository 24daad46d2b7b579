"""What makes hello world behind `async` behave as it does, on each version: the table that this project began with.

Knows how CPython makes a coroutine (PEP 492; since 3.11 RETURN_GENERATOR). Does not know how a cause is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cause_cases import by_version, is_meant, worded

import cutaway
from cutaway.interpreters import Interpreter

EXAMPLE = Path(__file__).parents[2] / "examples" / "hello.py"
BOTH_FROM_310 = "flag COROUTINE; from 3.10: flag COROUTINE + instructions GEN_START"

SUFFICIENT = {
    # Up to 3.10 the call asks for the flag; since 3.11 an instruction makes the object, whatever the flag says.
    "returns": "flag COROUTINE; from 3.11: instructions RETURN_GENERATOR",
    "output": "flag COROUTINE; from 3.11: instructions RETURN_GENERATOR",
    # `_PyGen_Finalize` warns of an object that was made and whose code has the flag.
    "warns": "flag COROUTINE; from 3.11: flag COROUTINE + instructions RETURN_GENERATOR",
    "introspection": "flag COROUTINE",
}
NECESSARY = {
    # On 3.10 GEN_START pops what only a frame with the flag has on its stack.
    "returns": f"{BOTH_FROM_310}; from 3.11: instructions RETURN_GENERATOR",
    "output": f"{BOTH_FROM_310}; from 3.11: instructions RETURN_GENERATOR",
    "warns": f"{BOTH_FROM_310}; from 3.11: flag COROUTINE or instructions RETURN_GENERATOR",
    "introspection": f"{BOTH_FROM_310}; from 3.11: flag COROUTINE",
}


@cache
def asked(executable: str) -> cutaway.Diff:
    """Why, of the founding pair, on one interpreter."""
    return cutaway.insert_async(cutaway.target(f"{EXAMPLE}::hello_world"), python=executable, call="target()", why=True)


@pytest.fixture
def entry(python: Interpreter) -> Mapping[str, Any]:
    (only,) = asked(python.executable).to_json(full=True)["comparisons"]
    return only


@pytest.fixture
def why(python: Interpreter) -> Any:
    return asked(python.executable).comparisons[0].why


@pytest.mark.parametrize("channel", SUFFICIENT)
def test_what_is_enough_and_what_cannot_be_missed(channel: str, entry: Mapping[str, Any], python: Interpreter) -> None:
    (verdict,) = (one for one in entry["verdicts"] if one["channel"] == channel)
    for meaning, truths in (("sufficient", SUFFICIENT), ("necessary", NECESSARY)):
        told = by_version(truths[channel], python.minor)
        assert is_meant(told, verdict[meaning], entry["units"]), (
            f"{channel} {meaning}: meant {told}, found {worded(verdict[meaning], entry['units'])}"
        )


def flags_of(why: Any) -> tuple[str, ...]:
    return tuple(unit.id for unit in why.units if unit.kind == "flag")


def trial(why: Any, units: tuple[str, ...]) -> Any:
    (only,) = (one for one in why.trials if one.units == units)
    return only


def test_up_to_39_the_flag_is_the_only_difference_in_the_code(why: Any, python: Interpreter) -> None:
    if python.minor > (3, 9):
        pytest.skip("GEN_START came with 3.10, RETURN_GENERATOR with 3.11")
    kinds = [unit.kind for unit in why.units]
    assert kinds == ["flag"]


def test_plain_code_with_the_flag(why: Any, python: Interpreter) -> None:
    # Since 3.11 it runs at once, prints and returns None, while `iscoroutinefunction` says True.
    found = trial(why, flags_of(why)).likeness
    called = "after" if python.minor <= (3, 10) else "before"
    assert (found["returns"], found["output"], found["introspection"]) == (called, called, "after")


def test_asynchronous_code_without_the_flag(why: Any, python: Interpreter) -> None:
    # 3.10: GEN_START pops from an empty stack, which dies of SIGSEGV if it is run. Since 3.11 a coroutine all the same,
    # which can be awaited and does not warn.
    if python.minor < (3, 10):
        pytest.skip("without the flag nothing of the difference is left")
    flags = flags_of(why)
    found = trial(why, tuple(unit.id for unit in why.units if unit.id not in flags))
    if python.minor == (3, 10):
        assert (found.outcome, found.grade) == ("refused", "refused")
        assert "stack underflow" in found.reason
    else:
        told = {channel: found.likeness[channel] for channel in ("returns", "eventually", "warns", "introspection")}
        assert told == {"returns": "after", "eventually": "after", "warns": "before", "introspection": "before"}


def test_no_hybrid_crashed(why: Any) -> None:
    assert {one.outcome for one in why.trials} <= {"ran", "refused"}
