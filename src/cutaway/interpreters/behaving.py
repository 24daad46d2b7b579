"""What a call does, in each interpreter: starts the supervisors that run it, and sees to it that they end.

Knows baselines, time limits and what to say of a supervisor that is lost.
Does not know the channels of behavior, nor how a run is bounded: `probe/running.py` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import ProbeError
from .frames import NotAFrame, framed, read_frame
from .supervising import HANDLING_SECONDS, OUTPUT_CAP, Supervisor, accepted, ending, environments, lost_run, started

Runs = list[dict[str, Any]]
"""One baseline: for each side, name of the run -> run."""


def observe(
    executable: str,
    sides: Sequence[Mapping[str, Any]],
    *,
    timeout: float,
    memory: int,
    output_cap: int = OUTPUT_CAP,
    environment: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Run every side, twice over, and return its facts: {"absent"} or {"call", "run", "module", "limits", "runs", ...}.

    A side is {"content", "filename", "module", "root", "package", "qualname", "line", "revision", "call", "run",
    "optimize"}; "content" is base64. "runs" holds one {"dropped", "driven"} for each baseline; `probe/behavior.py`
    documents them. A run that reached its limit of time in the first baseline is not waited for again: it stands in
    the second one, too, and "waited_once" names it. "cpu_seconds" is the most CPU time that one run used, of those
    that ended by themselves.

    Raises:
        UsageError: the call is no expression. Nothing has run then.
        ProbeError: a supervisor was lost before it told anything.
        InterpreterError: the executable cannot be started.
    """
    reasons = [_why_not(side) for side in sides]
    limits = {"timeout": timeout, "memory": memory, "output_cap": output_cap}
    wanted = [side for side, reason in zip(sides, reasons, strict=True) if reason is None]
    baselines = _baselines(executable, wanted, limits, environment) if wanted else ([], [])
    runs = iter(zip(*baselines, strict=True))
    return [
        {"absent": reason} if reason is not None else _facts(side, limits, next(runs))
        for side, reason in zip(sides, reasons, strict=True)
    ]


def _facts(
    side: Mapping[str, Any], limits: Mapping[str, Any], baselines: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    asked = {"run": bool(side.get("run"))} | {
        name: side.get(name) for name in ("call", "filename", "module", "revision")
    }
    return {
        **asked,
        "limits": dict(limits),
        "runs": list(baselines),
        "waited_once": _timed_out(baselines[0]),
        "cpu_seconds": max(run["cpu_seconds"] or 0.0 for runs in baselines for run in runs.values()),
    }


def _timed_out(runs: Mapping[str, Any]) -> list[str]:
    """The names of the runs that reached their limit of time."""
    return [name for name, run in runs.items() if run["ended"]["how"] == "timeout"]


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
) -> tuple[Runs, Runs]:
    """Observe all sides once for each hash seed, one after another: their side effects must not collide."""
    variants, hidden = environments(environment)
    request = {"sides": [dict(side) for side in sides], "limits": dict(limits), "hidden": hidden}
    supervisors: list[Supervisor] = []
    try:
        # The second one gets ready while the first one works.
        optimize = sides[0].get("optimize")
        supervisors += [started(executable, "entrance.observe", optimize, variant) for variant in variants]
        first = _told(supervisors[0], request, executable)
        return first, _told_again(supervisors[1], request, executable, first)
    finally:
        for supervisor in supervisors:
            supervisor.end()


def _told_again(supervisor: Supervisor, request: Mapping[str, Any], executable: str, first: Runs) -> Runs:
    """The second baseline: what reached its limit of time in the first one is not waited for again."""
    waited = [_timed_out(runs) for runs in first]
    asked = [number for number, names in enumerate(waited) if "dropped" not in names]
    sides = [{**request["sides"][number], "driven": "driven" not in waited[number]} for number in asked]
    told = iter(_told(supervisor, {**request, "sides": sides}, executable) if sides else ())
    return [
        {**next(told), **{name: runs[name] for name in names}} if number in asked else runs
        for number, (runs, names) in enumerate(zip(first, waited, strict=True))
    ]


def _told(supervisor: Supervisor, request: Mapping[str, Any], executable: str) -> Runs:
    """What one supervisor tells of every side."""
    told: Runs = [{} for _ in request["sides"]]
    longest = HANDLING_SECONDS + 2 * len(told) * (request["limits"]["timeout"] + HANDLING_SECONDS)
    with supervisor.time_limit(longest):
        try:
            supervisor.stdin.write(framed(request))
            supervisor.stdin.flush()
            while not (answer := accepted(read_frame(supervisor.stdout))).get("done"):
                told[answer["side"]][answer["name"]] = answer["run"]
        except (NotAFrame, OSError):
            _note_lost(supervisor, told, executable)
    return told


def _note_lost(supervisor: Supervisor, told: Runs, executable: str) -> None:
    """Note which runs the supervisor did not live to tell: code under study may kill its parent."""
    if not any(told):
        raise ProbeError(f"{executable} {ending(supervisor.end(patience=1))} before it told anything of what it ran")
    for runs in told:
        if "dropped" not in runs:
            runs["dropped"] = lost_run()
