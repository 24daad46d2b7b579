"""Experiments from the command line: how far they are, and whether a file may run again with each hybrid.

Knows when a user can be asked. Does not know how experiments are made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from ..compare.comparison import Comparison
    from ..session import Subjects
    from .progress import Telling


class Consent:
    """Whether a user lets a file run again; asked once, and again only if it is to run more often than was said."""

    def __init__(self, told: Telling) -> None:
        self.told = told
        self.allowed = 0
        self.refused = False

    def __call__(self, runs: int) -> bool:
        """Ask for so many runs on one interpreter."""
        with self.told.silence():
            if not self.refused and runs > self.allowed:
                self.refused = not _agrees(runs)
                self.allowed = runs
        return not self.refused


def _agrees(runs: int) -> bool:
    sys.stderr.write(
        f"--why runs the whole file again with each hybrid, at most {runs} times on an interpreter, "
        "with its side effects.\nGo on? [y/N] "
    )
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed.endswith("\n"):  # Ctrl-D leaves the cursor behind the question
        sys.stderr.write("\n")
    return typed.strip().lower() in {"y", "yes"}


def _can_be_asked() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


@contextmanager
def watched(subjects: Subjects, told: Telling, *, may_ask: bool) -> Iterator[None]:
    """Tell how far the experiments of the block are; ask before the first hybrid where there is somebody to ask.

    Raises:
        UsageError: the user would not have it.
    """
    consent = Consent(told)
    subjects.progress = told.step
    if may_ask and _can_be_asked():
        subjects.before_trials = consent
    yield
    if consent.refused:
        raise UsageError("no hybrid was tried: the file was not to run again")


def untried(comparison: Comparison, number: int | None) -> str | None:
    """One line where the hybrid that was to be shown does not exist on any interpreter."""
    whys = [one.why for one in comparison.comparisons if one.why is not None and not one.why.trouble]
    if number is None or not whys or any(why.shown is not None for why in whys):
        return None
    most = max(len(why.trials) for why in whys)
    return f"--trial {number}: there is no such hybrid, {most} were made (--show-trials lists them)"
