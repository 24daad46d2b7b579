"""Workers: answers in order, a loss that costs one answer, bounded reading ahead, and no probe left behind."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from cutaway.checks.workers import AHEAD, Crew, Probes, Unanswered
from cutaway.errors import InterpreterError
from cutaway.interpreters import host
from cutaway.interpreters.children import _alive
from cutaway.interpreters.deadlines import THREAD

IDENTIFY = {"op": "identify"}


def test_answers_come_in_the_order_of_the_jobs():
    def slowest_first(_probes: Probes, job: int) -> int:
        time.sleep(0.05 if job == 0 else 0)
        return job

    with Crew(slowest_first, 3) as crew:
        assert list(crew.answers(range(40))) == list(range(40))


def test_only_so_many_jobs_are_read_ahead():
    """The first job waits until the end: what is read meanwhile is what the crew holds at once."""
    read: list[int] = []
    going = threading.Event()

    def jobs():
        for number in range(1000):
            read.append(number)
            yield number

    with Crew(lambda _probes, job: going.wait(10) if job == 0 else True, 2) as crew:
        answers = crew.answers(jobs())
        threading.Timer(0.2, going.set).start()
        next(answers)
        assert len(read) <= 2 * AHEAD + 1
        assert sum(1 for _ in answers) == 999


def test_a_job_that_needs_no_probe_engages_no_worker():
    before = set(threading.enumerate())
    with Crew(lambda _probes, job: job, 2, at_once=lambda job: job) as crew:
        assert list(crew.answers(range(1, 9))) == list(range(1, 9))
        assert {thread for thread in threading.enumerate() if thread.name != THREAD} <= before


def test_what_a_job_raises_is_raised_in_its_place():
    def fail(_probes: Probes, job: int) -> int:
        if job == 2:
            raise ValueError("two")
        return job

    with Crew(fail, 2) as crew:
        answers = crew.answers(range(5))
        assert [next(answers), next(answers)] == [0, 1]
        with pytest.raises(ValueError, match="two"):
            next(answers)


def test_a_probe_that_dies_costs_one_answer():
    probes, python = Probes(), host()
    probes.ask(python, IDENTIFY)
    (child,) = [one for one in _alive if one is probes._probes[python]._child]
    os.kill(child._process.pid, signal.SIGKILL)
    with pytest.raises(Unanswered, match="the probe was lost"):
        probes.ask(python, IDENTIFY)
    assert probes.ask(python, IDENTIFY)["python"]["version"] == python.version
    probes.close()


def test_a_refusal_is_no_loss():
    probes = Probes()
    with pytest.raises(Unanswered, match=r"^this probe has no operation"):
        probes.ask(host(), {"op": "nonsense"})
    probes.close()


def test_a_probe_that_hangs_is_lost_after_its_time():
    probes = Probes(timeout=0.5)
    python = host()
    probes.ask(python, IDENTIFY)
    child = probes._probes[python]._child
    os.kill(child._process.pid, signal.SIGSTOP)
    with pytest.raises(Unanswered, match=r"the probe was lost: .* longer than 0.5 s"):
        probes.ask(python, IDENTIFY)
    probes.close()


def test_an_interpreter_that_never_answered_is_trouble_for_all():
    with pytest.raises(InterpreterError):
        Probes().ask(host()._replace(executable="/nowhere/python", is_virtual_environment=False), IDENTIFY)


def test_leaving_early_ends_every_worker_and_every_probe():
    alive, threads = set(_alive), set(threading.enumerate())

    def ask(probes: Probes, job: int) -> int:
        probes.ask(host(), IDENTIFY)
        return job

    def interrupted() -> None:
        with Crew(ask, 2) as crew:
            for answer in crew.answers(range(10_000)):
                if answer == 20:
                    raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert set(_alive) == alive
    assert {thread for thread in threading.enumerate() if thread.name != THREAD} <= threads
