"""What is assembled runs as it should and says what it was told to: jumps, tables, constants, variables."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import cutaway

CASES = Path(__file__).parent / "assembling_cases.py"
PROBE = Path(cutaway.__file__).parent / "probe"


def found(python: Any, case: str) -> Any:
    command = [python.executable, "-I", "-S", str(CASES), str(PROBE), case]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_modules_of_the_standard_library_run_from_assembled_code(python: Any) -> None:
    assert found(python, "stdlib_from_assembled_code") == [
        {"a": [1, 2.5, None, "é"]},
        '[\n 1,\n {\n  "b": null\n }\n]',
        "some words\nto be\nwrapped",
        5,
        "Point(x=1, y=2)",
        2,
        ["RED", "GREEN"],
    ]


def test_constants_are_kept_apart_by_type_and_value(python: Any) -> None:
    expected = [0.0, -0.0, 0, False, 1, True, 1.0, "a", b"a", (1, 0.0), (True, -0.0), 2j, -0.0 + 2j, True, ...]
    assert found(python, "constants") == repr(expected)


def test_equal_constants_are_one_object_unless_they_had_two_slots(python: Any) -> None:
    assert found(python, "copies_of_a_constant") == [True, False]


def test_a_jump_that_leads_the_other_way_is_another_instruction(python: Any) -> None:
    jump, conditional, removed = found(python, "jumps_turned")
    version = python.version_info[:2]
    assert jump == ("JUMP_BACKWARD" if version >= (3, 11) else "JUMP_ABSOLUTE")
    if version < (3, 11):
        assert conditional == "POP_JUMP_IF_FALSE"
    elif version == (3, 11):
        assert conditional == "POP_JUMP_BACKWARD_IF_FALSE"
    else:
        assert conditional == "POP_JUMP_IF_FALSE cannot lead backward"
    assert removed == "JUMP_FORWARD into code that is not there"


def test_a_loop_ends_forward_only(python: Any) -> None:
    back, loop = found(python, "loop_turned")
    assert back == ("JUMP_FORWARD" if python.version_info[:2] >= (3, 11) else "JUMP_ABSOLUTE")
    assert loop == "FOR_ITER cannot lead backward"


def test_jumps_and_handlers_reach_as_far_as_they_must(python: Any) -> None:
    # n = 3 adds 0 + 1 + 2, n = 2 divides by zero, n = 1 subtracts 0 + 1 + 2.
    assert found(python, "far_jumps") == [100] * 6


def test_positions_come_out_as_they_were_put_in(python: Any) -> None:
    wanted, out = found(python, "positions")
    assert out == wanted


def test_handlers_come_out_as_they_were_put_in(python: Any) -> None:
    answer = found(python, "handlers")
    if python.version_info[:2] < (3, 11):
        assert answer is None
    else:
        wanted, out, refused = answer
        assert out == wanted
        assert refused == "an exception handler that is not there"


def test_cells_and_locals_are_completed_from_what_is_used(python: Any) -> None:
    names, cells, returned, renamed, returned_renamed = found(python, "variables")
    assert names == ["a", "more"]
    assert cells == ["a", "b"]
    assert returned == [3, [4]]
    assert renamed == ["a", "more", "b", "new"]
    assert returned_renamed == [3, [4]]


def test_a_free_variable_must_be_handed_in(python: Any) -> None:
    assert found(python, "free_variable_that_is_not_there") == [
        "the free variable outer is not handed in",
        ["outer"],
        7,
    ]


def test_a_docstring_has_its_slot_and_nothing_else_looks_like_one(python: Any) -> None:
    assert found(python, "docstrings") == [[None, "x"], ["x", "x"], ["new", "x"], [None, "x"], "own", None]


def test_the_variable_of_a_comprehension_stays_hidden(python: Any) -> None:
    assert found(python, "hidden_locals") == [5, [1, 2], 5, 5]
