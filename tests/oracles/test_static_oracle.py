"""Oracle: the probe reads tokens, tree and symbols as each interpreter's own `tokenize`, `ast` and `symtable` do."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import cutaway

HERE = Path(__file__).parent
PROBE = Path(cutaway.__file__).parent / "probe"


def disagreements(python: Any, amount: str) -> dict[str, Any]:
    command = [python.executable, "-I", "-S", "-B", str(HERE / "static_in_child.py"), str(PROBE), amount]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    counted: dict[str, Any] = json.loads(answer.stdout)
    return counted


def test_a_sample_of_the_standard_library_agrees(python: Any) -> None:
    counted = disagreements(python, "sample")
    assert counted["files"] >= 10
    assert counted["disagreements"] == []


@pytest.mark.slow
def test_the_whole_standard_library_agrees(python: Any) -> None:
    counted = disagreements(python, "everything")
    assert counted["files"] > 500
    assert counted["disagreements"] == []
