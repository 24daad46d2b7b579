"""Oracle: what is decoded and assembled is what it was, to the decoder and to each interpreter's own `dis`."""

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


def disagreements(python: Any, amount: str) -> dict[str, Any]:
    command = [python.executable, "-S", str(HERE / "assembling_in_child.py"), str(PROBE), amount]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    counted: dict[str, Any] = json.loads(answer.stdout)
    return counted


def test_a_sample_of_the_standard_library_is_assembled_as_it_was(python: Any) -> None:
    counted = disagreements(python, "sample")
    assert counted["files"] >= 50
    assert counted["disagreements"] == []


@pytest.mark.slow
def test_the_whole_standard_library_is_assembled_as_it_was(python: Any) -> None:
    counted = disagreements(python, "everything")
    assert counted["files"] > 500
    assert counted["disagreements"] == []
