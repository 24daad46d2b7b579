"""The command line as a user meets it: a process of its own, in a folder of its own.

Knows how to run it and what one clear line of trouble is. Does not know what any command answers.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Outcome = subprocess.CompletedProcess[str]
Run = Callable[..., Outcome]

GIVE_UP = 100
"""Seconds after which a command counts as hanging."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run_cutaway(*arguments: object, **wishes: object) -> Outcome:
        wishes = {"stdin": subprocess.DEVNULL, "cwd": tmp_path, **wishes}
        if "input" in wishes:
            del wishes["stdin"]
        command = [sys.executable, "-m", "cutaway", *map(str, arguments)]
        return subprocess.run(command, check=False, text=True, capture_output=True, timeout=GIVE_UP, **wishes)

    return run_cutaway


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """Run what cannot be answered, and return the one line that says why."""

    def run_in_vain(*arguments: object, **wishes: object) -> str:
        outcome = run(*arguments, **wishes)
        assert outcome.returncode == 2, outcome
        assert outcome.stdout == ""
        assert outcome.stderr.count("\n") == 1, outcome.stderr
        assert outcome.stderr.startswith("cutaway: ")
        return outcome.stderr.removeprefix("cutaway: ").rstrip("\n")

    return run_in_vain
