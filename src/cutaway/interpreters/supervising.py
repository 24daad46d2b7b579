"""Supervisors: processes that run the user's code in children of their own, as the user's own start of Python would.

Knows how one is started, with which environment, and how it is ended with all that its runs started.
Does not know what it is asked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from subprocess import TimeoutExpired
from typing import Any, NamedTuple

from ..errors import InterpreterError, ProbeError
from .cache import cache_folder
from .children import Child, signal_name
from .probing import ERRORS, bootstrap_arguments

OUTPUT_CAP = 1 << 20
"""Bytes that one run may print."""

HASH_SEEDS = ("1", "2")
"""One for each baseline, where the user set none: what follows the order of a set differs between baselines.

Fixed, so that the same question asked twice has the same answer.
"""

HANDLING_SECONDS = 10.0
"""What starting a supervisor and ending a run may take beyond the runs' own limits."""


class Supervisor(Child):
    """A supervisor that is told to stop before it is killed: it alone knows every process that its runs left."""

    def kill(self) -> None:
        """Close its stdin, which makes it end its run and all that the run started; then kill it."""
        with suppress(OSError):
            self.stdin.close()
        with suppress(TimeoutExpired):
            self._process.wait(2)
        super().kill()


class Environments(NamedTuple):
    """The environment of each baseline, and the names of variables that a run is not to see."""

    variants: list[dict[str, str]]
    hidden: list[str]


def environments(environment: Mapping[str, str] | None) -> Environments:
    """One environment for each baseline, made of the one given, by default our own."""
    given = dict(os.environ if environment is None else environment)
    if given.get("PYTHONHASHSEED"):
        return Environments([given] * len(HASH_SEEDS), [])
    return Environments([{**given, "PYTHONHASHSEED": seed} for seed in HASH_SEEDS], ["PYTHONHASHSEED"])


def started(executable: str, entry: str, optimize: int | None, environment: Mapping[str, str]) -> Supervisor:
    """Start a supervisor that serves `entry` of the probe. Raises InterpreterError where it cannot be."""
    flags = ["-" + "O" * optimize] if optimize else []
    command = [executable, *flags, *bootstrap_arguments(entry, cache_folder())]
    try:
        return Supervisor(command, environment=environment)
    except OSError as error:
        raise InterpreterError(f"{executable} cannot be started: {error.strerror}") from None


def accepted(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer that is no refusal; a refusal is raised as the CutawayError of its slug."""
    if answer.get("ok") is not True:
        error = answer.get("error", {})
        raise ERRORS.get(str(error.get("slug")), ProbeError)(str(error.get("message")))
    return answer


def ending(status: int) -> str:
    """How a process ended by its exit status, in words that follow its name."""
    return f"died of {signal_name(status)}" if status < 0 else f"ended with status {status}"


def lost_run() -> dict[str, Any]:
    """What is known of a run whose supervisor did not live to tell: code under study may kill its parent."""
    ended = {"how": "lost", "stage": "start"}
    return {"ended": ended, "record": {}, "output": {}, "left_behind": False, "cpu_seconds": None}
