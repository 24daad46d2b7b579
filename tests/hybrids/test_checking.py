"""The check of a hybrid: code changed in one place is refused by name or tolerated in words, version by version."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import cutaway

HERE = Path(__file__).parent
PROBE = Path(cutaway.__file__).parent / "probe"


@cache
def answers(executable: str) -> dict[str, Any]:
    command = [executable, "-I", "-S", str(HERE / "checks_in_child.py"), str(PROBE)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def verdict(python: Any, case: str) -> Any:
    return answers(python.executable)["cases"][case]


def has_exception_table(python: Any) -> bool:
    return bool(python.version_info >= (3, 11))


REFUSED = {
    "nothing_to_return": "stack underflow",
    "no_return": "falls off the end",
    "jump_to_nowhere": "jump into removed code",
    "result_left_on_one_way": "depths disagree",
    "append_to_a_set": "wrong kind on the stack",
    "cell_returned": "wrong kind on the stack",
    "closure_of_another": "closure does not fit",
    "more_names_than_arguments": "wrong kind on the stack",
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_version_can_run_is_refused_by_name(python: Any, case: str) -> None:
    assert verdict(python, case) == [REFUSED[case], []]


TOLERATED = {
    "unchanged": [],
    "result_left": ["a value is left on the stack at return"],
    "two_kind_flags": ["the flags GENERATOR and COROUTINE at once"],
    "iterable_coroutine_alone": ["the flag ITERABLE_COROUTINE without GENERATOR"],
}


@pytest.mark.parametrize("case", TOLERATED)
def test_what_runs_but_no_compiler_makes_is_tolerated_in_words(python: Any, case: str) -> None:
    assert verdict(python, case) == [None, TOLERATED[case]]


def test_a_flag_alone(python: Any) -> None:
    """Up to 3.9 it is all there is; 3.10's frame begins with what is sent; since 3.11 an opcode makes the coroutine."""
    expected: Any = ["the flag COROUTINE without RETURN_GENERATOR"]
    if python.version_info < (3, 10):
        expected = []
    elif python.version_info < (3, 11):
        expected = ["a value is left on the stack at return"]
    assert verdict(python, "flag_alone") == [None, expected]


def test_a_yield_whose_flag_is_gone(python: Any) -> None:
    """3.10's GEN_START then pops from an empty stack, which dies of a signal; from 3.11 on a coroutine is made."""
    if python.version_info < (3, 10):
        expected: list[Any] = ["yield without a generator frame", []]
    elif python.version_info < (3, 11):
        expected = ["stack underflow", []]
    else:
        expected = [None, ["RETURN_GENERATOR without a flag that says what it makes"]]
    assert verdict(python, "yield_without_flag") == expected


def test_a_yield_in_a_plain_frame(python: Any) -> None:
    expected: Any = ["yield without a generator frame", []] if has_exception_table(python) else None
    assert verdict(python, "yield_in_a_plain_frame") == expected


def test_a_handler_that_is_not_there(python: Any) -> None:
    """Up to 3.10 there are no rows: a handler is where SETUP_FINALLY leads."""
    expected: Any = ["row without its handler", []] if has_exception_table(python) else [None, []]
    assert verdict(python, "row_to_nowhere") == expected


def test_a_variable_that_was_never_assigned(python: Any) -> None:
    """LOAD_FAST checks it up to 3.11, and trusts the compiler since (gh-93143)."""
    expected: Any = ["unassigned local", []] if python.version_info >= (3, 12) else [None, []]
    assert verdict(python, "never_assigned") == expected


def test_a_loop_over_what_is_no_iterator(python: Any) -> None:
    """FOR_ITER calls `tp_iternext` without looking; on 3.15 the index beside the iterator is missing, too."""
    expected = "stack underflow" if python.version_info >= (3, 15) else "wrong kind on the stack"
    assert verdict(python, "loop_over_no_iterator") == [expected, []]


def test_a_loop_that_ends_elsewhere(python: Any) -> None:
    """An exhausted FOR_ITER skips END_FOR without looking since 3.12; before, one load is missing for the return."""
    expected = "loop without its end" if python.version_info >= (3, 12) else "stack underflow"
    assert verdict(python, "loop_that_ends_elsewhere") == [expected, []]


def test_a_comprehension_gets_its_sort_of_iterator(python: Any) -> None:
    """Since 3.15 a generator expression calls `iter` itself, and takes anything."""
    expected: Any = [None, []] if python.version_info >= (3, 15) else ["wrong kind on the stack", []]
    assert verdict(python, "async_code_for_an_iterator") == expected


def test_a_block_that_is_not_left(python: Any) -> None:
    expected = None if has_exception_table(python) else ["block stack", []]
    assert verdict(python, "block_not_left") == expected


# Where `dis` does not say what the interpreter's loop does, or means something else by it.
OTHERWISE = {
    "BEGIN_FINALLY": "3.8 tells the six of an exception, the most that there may be at the start of a `finally`",
    "RETURN_GENERATOR": "3.11 and 3.12 forget the value that is sent",
    "RETURN_VALUE": "3.14 on counts the value as handed to the caller",
    "PRECALL": "3.11 counts the arguments here and the rest at CALL",
    "KW_NAMES": "the walk keeps the names of the next call on its stack, the interpreter beside it",
}


def test_the_effects_are_those_of_dis(python: Any) -> None:
    found = answers(python.executable)["disagreements"]
    assert [one for one in found if one[0] not in OTHERWISE] == []
