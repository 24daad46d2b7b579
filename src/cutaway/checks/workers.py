"""Many jobs done by a few workers at once, each with probes of its own; the answers come in the order of the jobs.

Knows threads, that only so many jobs are read ahead, and that Ctrl-C leaves no probe running.
Does not know what a job asks.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from ..errors import CutawayError, InterpreterError
from ..interpreters import ahead
from ..interpreters.interpreter import Interpreter
from ..interpreters.probing import Probe

Job = TypeVar("Job")
Answer = TypeVar("Answer")

TIMEOUT = 60.0
"""Seconds for one request: a pair that takes longer is told as lost."""

AHEAD = 8
"""Jobs a worker that are read ahead: enough for none to wait, few enough for memory not to grow with their number."""

BRIEFLY = 0.05
"""Seconds between two looks at a worker that is to end."""


def cores() -> int:
    """How many workers there are if nobody says: the cores of this machine."""
    return os.cpu_count() or 1


class Unanswered(Exception):
    """A request that got no answer; the message says why, in one line."""


class Probes:
    """One worker's probes: one an interpreter, started when it is first asked, and anew after a loss."""

    def __init__(self, *, use_cache: bool = True, timeout: float = TIMEOUT) -> None:
        self._use_cache = use_cache
        self._timeout = timeout
        self._probes: dict[Interpreter, Probe] = {}
        self._answered: set[Interpreter] = set()
        self._interrupted = False

    def ask(self, interpreter: Interpreter, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a request.

        Raises:
            Unanswered: the probe refused, died or hung, and the next request meets a fresh one; or all was interrupted.
            InterpreterError: this interpreter never gave any answer, so that no other request would have one.
        """
        if self._interrupted:
            raise Unanswered("interrupted")
        probe = self._probe(interpreter)
        try:
            answer = probe.ask(request, self._timeout)
        except InterpreterError as error:
            if interpreter not in self._answered:
                raise
            raise Unanswered(f"the probe was lost: {error}") from None
        except CutawayError as error:
            lost = "" if probe.is_running else "the probe was lost: "
            raise Unanswered(f"{lost}{error}") from None
        self._answered.add(interpreter)
        return answer

    def interrupt(self) -> None:
        """Kill the probes, from any thread, so that whoever waits for an answer goes on; nothing is asked any more."""
        self._interrupted = True
        for probe in list(self._probes.values()):
            probe.interrupt()

    def close(self) -> None:
        """End every probe."""
        for probe in self._probes.values():
            probe.close()

    def _probe(self, interpreter: Interpreter) -> Probe:
        if interpreter not in self._probes:
            self._probes[interpreter] = ahead.take(interpreter, use_cache=self._use_cache)
        return self._probes[interpreter]


class _Ticket(Generic[Job, Answer]):
    """A job on its way: `done` is set once it has its answer, or the exception that there is instead."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.done = Event()
        self._outcome: Answer | Exception | None = None

    def settle(self, outcome: Answer | Exception) -> None:
        self._outcome = outcome
        self.done.set()

    def answer(self) -> Answer:
        self.done.wait()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome  # type: ignore[return-value]  # set before `done`


class Crew(Generic[Job, Answer]):
    """Threads that do jobs, each with its own probes: `do(probes, job)`. Leaving the block ends them and their probes.

    `at_once(job)` answers a job that needs no probe, and gives None for all others.
    """

    def __init__(
        self,
        do: Callable[[Probes, Job], Answer],
        workers: int,
        *,
        at_once: Callable[[Job], Answer | None] = lambda job: None,
        use_cache: bool = True,
    ) -> None:
        self._do = do
        self._at_once = at_once
        self._waiting: SimpleQueue[_Ticket[Job, Answer] | None] = SimpleQueue()
        self._probes = [Probes(use_cache=use_cache) for _ in range(max(workers, 1))]
        self._threads: list[Thread] = []
        self._dismissed = False

    def __enter__(self) -> Crew[Job, Answer]:
        return self

    def __exit__(self, *_exception: object) -> None:
        """End the threads and their probes, at once where jobs are still under way."""
        self._dismissed = True
        for _worker in self._threads:
            self._waiting.put(None)
        for worker, probes in zip(self._threads, self._probes, strict=False):
            # Again and again: a probe may have been starting, and not yet been there to be killed.
            while worker.is_alive():
                probes.interrupt()
                worker.join(BRIEFLY)

    def answers(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """The answer to each job, in order, while the workers go on; an exception of a job is raised in its place."""
        pending: deque[_Ticket[Job, Answer]] = deque()
        for job in jobs:
            pending.append(self._taken(job))
            while pending and (len(pending) > AHEAD * len(self._probes) or pending[0].done.is_set()):
                yield pending.popleft().answer()
        while pending:
            yield pending.popleft().answer()

    def one(self, job: Job) -> Answer:
        """The answer to a single job."""
        return self._taken(job).answer()

    def _taken(self, job: Job) -> _Ticket[Job, Answer]:
        ticket: _Ticket[Job, Answer] = _Ticket(job)
        answer = self._at_once(job)
        if answer is not None:
            ticket.settle(answer)
            return ticket
        # Threads are as many as there was work for.
        if len(self._threads) < len(self._probes):
            self._engage(self._probes[len(self._threads)])
        self._waiting.put(ticket)
        return ticket

    def _engage(self, probes: Probes) -> None:
        thread = Thread(target=self._work, args=(probes,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self, probes: Probes) -> None:
        try:
            while (ticket := self._waiting.get()) is not None and not self._dismissed:
                ticket.settle(self._outcome(probes, ticket.job))
        finally:
            probes.close()

    def _outcome(self, probes: Probes, job: Job) -> Answer | Exception:
        try:
            return self._do(probes, job)
        except Exception as error:  # noqa: BLE001 - raised where the answer is asked for
            return error
