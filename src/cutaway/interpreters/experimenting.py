"""An experiment in one interpreter: a supervisor that makes, checks and runs hybrids, started anew where one kills it.

Knows the protocol's requests, their time limits, and that a hybrid that takes its supervisor down is an outcome.
Does not know what a unit means, nor which hybrids are worth trying.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, NamedTuple

from ..errors import ProbeError
from .frames import NotAFrame, framed, read_frame
from .supervising import HANDLING_SECONDS, OUTPUT_CAP, Supervisor, accepted, ending, environments, lost_run, started

PREPARING_SECONDS = 60.0
"""For decoding both sides; and for checking, beside what each set may take."""

CHECKING_SECONDS = 1.0
"""For making and checking one hybrid."""

LEAST_CPU_SECONDS = 1.0
"""What a hybrid may use at least: a run uses some hundredths, and twice that where it shares a core."""

PART_OF_TIMEOUT = 4
"""A hybrid may use one part in so many of the limit of time: who lets runs take longer lets them compute longer.

Not less: of two loops one inside the other, with one bound of each side, a hybrid may take forty times as long as both.
"""

TIMES_THE_SIDES = 20
"""A hybrid may use so many times the CPU time of the sides' own runs."""


def cpu_limit(timeout: float, used: float) -> float | None:
    """The seconds of CPU time that a hybrid may use, of sides whose runs `used` that much; None where time is limit.

    Doubled, not multiplied, so that the same question has the same limit, though no two runs use the same.
    """
    limit = max(LEAST_CPU_SECONDS, timeout / PART_OF_TIMEOUT)
    while limit < min(used * TIMES_THE_SIDES, timeout):
        limit *= 2
    return limit if limit < timeout else None


class Prepared(NamedTuple):
    """The units that two sides differ in, as the probe tells them, and sentences about all of them."""

    units: list[dict[str, Any]]
    notes: list[str]


class _Lost(Exception):
    """The supervisor gave no answer; the message says what became of it."""


class Experiment:
    """Hybrids of two sides in one interpreter; `sides` are two that `behaving.observe` takes. A context manager.

    Runs have the environment of the first baseline, so that a control that puts nothing in does the same. `matching`
    is what `layers.matching` gives; `driven` says whether a lazy result is driven to its end, in a run of its own.
    A run may take `timeout` seconds, and use `cpu_seconds` of CPU time where they are given (`cpu_limit`).

    Every method may raise ProbeError (the supervisor was lost or took too long, a side cannot be prepared),
    InterpreterError (it cannot be started) and UsageError (the call is no expression).
    """

    def __init__(
        self,
        executable: str,
        sides: Sequence[Mapping[str, Any]],
        matching: Mapping[str, Any],
        *,
        timeout: float,
        memory: int,
        cpu_seconds: float | None = None,
        output_cap: int = OUTPUT_CAP,
        driven: bool = False,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._executable = executable
        self._optimize = sides[0].get("optimize")
        variants, hidden = environments(environment)
        self._environment = variants[0]
        self._timeout = timeout
        limits = {"timeout": timeout, "memory": memory, "output_cap": output_cap, "cpu_seconds": cpu_seconds}
        self._preparation = {
            "op": "prepare",
            "sides": [dict(side) for side in sides],
            "matching": matching,
            "limits": limits,
            "hidden": hidden,
            "driven": driven,
        }
        self._supervisor: Supervisor | None = None
        self._told: dict[str, Any] = {}

    def prepare(self) -> Prepared:
        """Start, and return what the sides differ in; asked again, the same."""
        self._ready()
        return Prepared(self._told["units"], self._told["notes"])

    def check(self, sets: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
        """Say of each set of unit ids what its hybrid is worth: {"refused"} or {"grade", "tolerated"}."""
        request = {"op": "check", "sets": [list(chosen) for chosen in sets]}
        checked: list[dict[str, Any]] = self._certain(request, PREPARING_SECONDS + CHECKING_SECONDS * len(sets))[
            "checked"
        ]
        return checked

    def attempt(self, chosen: Sequence[str]) -> dict[str, Any]:
        """Run the hybrid of a set: what `check` says, and `runs` where it is not refused.

        One that takes its supervisor down ended as "lost"; the next one meets a new supervisor.
        """
        longest = CHECKING_SECONDS + 2 * (self._timeout + HANDLING_SECONDS)
        try:
            self._ready()
            return _without_ok(self._answer({"op": "try", "set": list(chosen)}, longest))
        except _Lost:
            return {**self.check([chosen])[0], "runs": {"dropped": lost_run()}}

    def show(self, chosen: Sequence[str]) -> dict[str, Any]:
        """The hybrid of a set as bytecode: what `check` says, and `facts` where it is not refused."""
        return _without_ok(self._certain({"op": "show", "set": list(chosen)}, PREPARING_SECONDS))

    def around(self) -> list[str] | None:
        """The names that the modules around the targets bind otherwise, "" for statements that bind none.

        None where the targets are whole files.
        """
        names: list[str] | None = self._certain({"op": "around"}, PREPARING_SECONDS)["names"]
        return names

    def close(self) -> None:
        """End the supervisor, if there is one, and all that its runs started."""
        if self._supervisor is not None:
            supervisor, self._supervisor = self._supervisor, None
            supervisor.end()

    def __enter__(self) -> Experiment:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self) -> None:
        """See to it that there is a supervisor that is prepared."""
        if self._supervisor is not None:
            return
        self._supervisor = started(self._executable, "entrance.experiment", self._optimize, self._environment)
        try:
            self._told = self._answer(self._preparation, PREPARING_SECONDS)
        except _Lost as lost:
            raise ProbeError(f"{self._executable} {lost} while an experiment was prepared") from None
        except BaseException:
            self.close()
            raise

    def _certain(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """The answer to what runs nothing of the user's, so that nothing excuses a supervisor that is lost."""
        self._ready()
        try:
            return self._answer(request, seconds)
        except _Lost as lost:
            raise ProbeError(f"{self._executable} {lost} at {request['op']}") from None

    def _answer(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        assert self._supervisor is not None
        supervisor = self._supervisor
        try:
            with supervisor.time_limit(seconds):
                supervisor.stdin.write(framed(request))
                supervisor.stdin.flush()
                answer = read_frame(supervisor.stdout)
        except (NotAFrame, OSError):
            raise self._lost(supervisor, seconds) from None
        except BaseException:  # its answer to come would be taken for that to the next question
            self.close()
            raise
        return accepted(answer)

    def _lost(self, supervisor: Supervisor, seconds: float) -> _Lost:
        self._supervisor = None
        status = supervisor.end(patience=1)
        if supervisor.timed_out:
            return _Lost(f"took longer than {seconds:g} s")
        return _Lost(ending(status))


def _without_ok(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ok"}
