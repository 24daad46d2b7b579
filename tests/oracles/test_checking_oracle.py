"""Oracle: every code object of the standard library is well-formed; no mutant that the check takes dies."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import cutaway

HERE = Path(__file__).parent
PROBE = Path(cutaway.__file__).parent / "probe"


def asked(python: Any, script: str, *arguments: str) -> dict[str, Any]:
    command = [python.executable, "-I", "-S", str(HERE / script), str(PROBE), *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def assert_all_strict(found: dict[str, Any]) -> None:
    assert found["refused"] == []
    assert found["tolerated"] == []
    # The compiler counts what may lie on the stack on some path; the walk finds no more than that.
    assert found["larger"] == []


def test_a_sample_of_the_standard_library_is_well_formed(python: Any) -> None:
    found = asked(python, "checking_in_child.py", "sample")
    assert found["files"] >= 25
    assert_all_strict(found)


@pytest.mark.slow
def test_the_whole_standard_library_is_well_formed(python: Any) -> None:
    found = asked(python, "checking_in_child.py", "everything")
    assert found["files"] > 500
    assert_all_strict(found)


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a mutant that dies takes down its process")


def assert_none_dies(found: dict[str, Any], at_least: int) -> None:
    """Of the mutants many are refused, many run, and none of these dies of a signal."""
    assert found["ran"] >= at_least
    assert sum(found["refused"].values()) >= at_least // 2
    assert found["died"] == []


@needs_fork
def test_no_mutant_that_the_check_accepts_dies(python: Any) -> None:
    assert_none_dies(asked(python, "mutants_in_child.py", "1", "60"), 20)


@needs_fork
@pytest.mark.slow
def test_of_many_mutants_that_the_check_accepts_none_dies(python: Any) -> None:
    assert_none_dies(asked(python, "mutants_in_child.py", "2", "800"), 300)
