"""What a call does, in each interpreter: starts the supervisors that run it, and sees to it that they end.

Knows baselines, time limits and what to say of a supervisor that is lost.
Does not know the channels of behavior, nor how a run is bounded: `probe/running.py` does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from subprocess import TimeoutExpired
from typing import Any

from ..errors import InterpreterError, ProbeError
from .cache import cache_folder
from .children import Child
from .frames import NotAFrame, framed, read_frame
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


def observe(
    executable: str,
    sides: Sequence[Mapping[str, Any]],
    *,
    timeout: float,
    memory: int,
    output_cap: int = OUTPUT_CAP,
    environment: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Run every side, twice over, and return its facts: {"absent"} or {"call", "run", "module", "limits", "runs"}.

    A side is {"content", "filename", "module", "root", "package", "qualname", "line", "revision", "call", "run",
    "optimize"}; "content" is base64. "runs" holds one {"dropped", "driven"} for each baseline; `probe/behavior.py`
    documents them.

    Raises:
        UsageError: the call is no expression. Nothing has run then.
        ProbeError: a supervisor was lost before it told anything.
        InterpreterError: the executable cannot be started.
    """
    reasons = [_why_not(side) for side in sides]
    limits = {"timeout": timeout, "memory": memory, "output_cap": output_cap}
    wanted = [side for side, reason in zip(sides, reasons, strict=True) if reason is None]
    baselines = iter(_baselines(executable, wanted, limits, environment) if wanted else ())
    runs = iter(zip(*baselines, strict=True))
    return [
        {"absent": reason} if reason is not None else _facts(side, limits, next(runs))
        for side, reason in zip(sides, reasons, strict=True)
    ]


def _facts(
    side: Mapping[str, Any], limits: Mapping[str, Any], baselines: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    asked = {"run": bool(side.get("run"))} | {name: side.get(name) for name in ("call", "module", "revision")}
    return {**asked, "limits": dict(limits), "runs": list(baselines)}


def _why_not(side: Mapping[str, Any]) -> str | None:
    qualname = side.get("qualname") or ""
    if side.get("call") is not None and "<locals>" in qualname:
        outer = qualname.partition(".<locals>")[0]
        return f"{qualname} is made anew by each call of {outer}: it cannot be called from outside"
    return None


def _baselines(
    executable: str,
    sides: Sequence[Mapping[str, Any]],
    limits: Mapping[str, Any],
    environment: Mapping[str, str] | None,
) -> list[list[dict[str, Any]]]:
    """Observe all sides once for each hash seed, one after another: their side effects must not collide."""
    request = {"sides": [dict(side) for side in sides], "limits": dict(limits), "hidden": []}
    variants = list(_environments(os.environ if environment is None else environment, request))
    supervisors: list[Supervisor] = []
    try:
        # The second one gets ready while the first one works.
        supervisors += [_start(executable, sides[0].get("optimize"), variant) for variant in variants]
        return [_told(supervisor, request, executable) for supervisor in supervisors]
    finally:
        for supervisor in supervisors:
            supervisor.end()


def _environments(environment: Mapping[str, str], request: dict[str, Any]) -> Iterator[dict[str, str]]:
    if environment.get("PYTHONHASHSEED"):
        return iter([dict(environment)] * len(HASH_SEEDS))
    request["hidden"] = ["PYTHONHASHSEED"]
    return iter([{**environment, "PYTHONHASHSEED": seed} for seed in HASH_SEEDS])


def _start(executable: str, optimize: int | None, environment: Mapping[str, str]) -> Supervisor:
    flags = ["-" + "O" * optimize] if optimize else []
    command = [executable, *flags, *bootstrap_arguments("entrance.observe", cache_folder())]
    try:
        return Supervisor(command, environment=environment)
    except OSError as error:
        raise InterpreterError(f"{executable} cannot be started: {error.strerror}") from None


def _told(supervisor: Supervisor, request: Mapping[str, Any], executable: str) -> list[dict[str, Any]]:
    """What one supervisor tells of every side: name of the run -> run, one mapping a side."""
    told: list[dict[str, Any]] = [{} for _ in request["sides"]]
    longest = HANDLING_SECONDS + 2 * len(told) * (request["limits"]["timeout"] + HANDLING_SECONDS)
    with supervisor.time_limit(longest):
        try:
            supervisor.stdin.write(framed(request))
            supervisor.stdin.flush()
            while not (answer := _accepted(read_frame(supervisor.stdout))).get("done"):
                told[answer["side"]][answer["name"]] = answer["run"]
        except (NotAFrame, OSError):
            _note_lost(supervisor, told, executable)
    return told


def _note_lost(supervisor: Supervisor, told: list[dict[str, Any]], executable: str) -> None:
    """Note which runs the supervisor did not live to tell: code under study may kill its parent."""
    if not any(told):
        raise ProbeError(f"{executable} ended before it ran anything (status {supervisor.end(patience=1)})")
    for runs in told:
        if "dropped" not in runs:
            runs["dropped"] = {
                "ended": {"how": "lost", "stage": "start"},
                "record": {},
                "output": {},
                "left_behind": False,
            }


def _accepted(answer: dict[str, Any]) -> dict[str, Any]:
    if answer.get("ok") is not True:
        error = answer.get("error", {})
        raise ERRORS.get(str(error.get("slug")), ProbeError)(str(error.get("message")))
    return answer
