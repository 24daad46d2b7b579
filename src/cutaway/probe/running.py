"""One run in a child of this process: started, bounded, watched, and told about whatever it does.

Knows forks, pipes, limits of time and how a process can end.
Does not know what the work is: any callable that takes a `Run`. Experiments reuse it as it is.
"""

import math
import os
import select
import signal
import sys
import time

from . import containing
from .recording import Record

# Where no descriptor tells of a child's end, it is looked for ever less often: one that ends soon is not waited for,
# one that runs long costs nothing. Its pipes tell of it only first: they are closed before the child can be collected.
FIRST_POLL_SECONDS, LONGEST_POLL_SECONDS = 0.0002, 0.01
CHUNK = 65536
# Output is kept apart by phase: what loading prints is not what the call prints, and what `repr` prints is neither.
PHASES = ("load", "call", "aside", "drive")
END = "end"


class Stopped(BaseException):
    """Whoever asked for the run is gone, or no longer wants it; no failure, so not taken by what handles failures."""


class Limits:
    """How long a run may take (seconds), how much memory (bytes) and how much it may print (bytes).

    `cpu_seconds` of CPU time, where they are given: unlike time, they do not depend on what else the machine does.
    """

    def __init__(self, timeout, memory, output_cap, cpu_seconds=None):
        self.timeout = timeout
        self.memory = memory
        self.output_cap = output_cap
        self.cpu_seconds = cpu_seconds


class Streams:
    """A pipe for stdout and one for stderr in each phase."""

    def __init__(self):
        self.reading = {}
        self._writing = {}
        for phase in PHASES:
            for number in (1, 2):
                reader, writer = os.pipe()
                self.reading[reader] = (phase, number)
                self._writing[phase, number] = writer
        self._current = {1: None, 2: None}

    def enter(self, phase):
        """In the child: send descriptors 1 and 2 to the phase's pipes, unless the run closed or redirected them."""
        for number in (1, 2):
            writer = self._writing[phase, number]
            if self._is_ours(number):
                try:
                    os.dup2(writer, number)
                    self._current[number] = _identity(number)
                except OSError:
                    continue

    def _is_ours(self, number):
        return self._current[number] is None or _identity(number) == self._current[number]

    def keep_reading_ends(self):
        """In the supervisor: let go of the writing ends, so that the child's end is seen."""
        for writer in self._writing.values():
            os.close(writer)

    def keep_writing_ends(self):
        """In the child: let go of the reading ends."""
        for reader in self.reading:
            os.close(reader)


def _identity(descriptor):
    try:
        status = os.fstat(descriptor)
    except OSError:
        return ()
    return status.st_dev, status.st_ino


class Run:
    """What the work is handed in the child: its record, and the way from stage to stage."""

    def __init__(self, record, streams):
        self.facts = record.facts
        self._record = record
        self._streams = streams
        self._owner = os.getpid()

    def enter(self, stage, phase):
        """Begin a stage: what is known so far is committed, what is printed from now on belongs to `phase`."""
        self.leave_if_copy()
        flush_output()
        self._streams.enter(phase)
        self._record.commit(stage)

    def leave_if_copy(self):
        """End here if the code under study forked and this is its copy: one run has one record."""
        if os.getpid() != self._owner:
            flush_output()
            os._exit(0)


def flush_output():
    """Write out what the code under study printed; it may have closed or replaced its streams."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # noqa: S112 - a closed or foreign stream has nothing for us
            continue


def run_forked(work, limits, private, stop):
    """Run `work(run)` in a child; return {"ended", "record", "output", "left_behind", "cpu_seconds"}.

    "cpu_seconds" of CPU time were used by the run and by what it started and waited for; None where it was killed.
    `private` are descriptors that the child must not have. `stop` is a descriptor whose end of file means that
    nobody waits for the answer any more: then everything is killed and `Stopped` is raised.
    """
    record = Record()
    streams = Streams()
    child = os.fork()
    if child == 0:
        _live(work, limits, record, streams, private)
    streams.keep_reading_ends()
    watch = Watch(child, streams, limits, stop)
    how, status = watch.until_over()
    left_behind = containing.sweep(child) if how == "over" else False
    watch.drain()
    told = record.read()
    record.close()
    watch.close()
    if how == "stopped":
        raise Stopped
    return {
        "ended": describe_end(how, status, told.get("stage"), limits),
        "record": told,
        "output": watch.texts(),
        "left_behind": left_behind,
        "cpu_seconds": watch.cpu_seconds,
    }


def _live(work, limits, record, streams, private):
    """Be the child: never return, whatever the work does."""
    status = 70  # EX_SOFTWARE; a complete record, not the status, is what tells success
    try:
        os.setsid()
        containing.die_with_parent()
        for descriptor in private:
            os.close(descriptor)
        streams.keep_writing_ends()
        _empty_stdin()
        run = Run(record, streams)
        run.enter("start", "load")
        containing.set_limits(limits.memory)
        work(run)
        run.enter(END, "aside")
        status = 0
    except BaseException as error:
        record.facts["trouble"] = "{}: {}".format(type(error).__name__, error)
        record.commit("trouble")
    finally:
        os._exit(status)


def _empty_stdin():
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    if empty != 0:
        os.close(empty)


class Watch:
    """The supervisor's eye on one child: its output within the cap, its end, the clocks, and a call to stop."""

    def __init__(self, child, streams, limits, stop):
        self._child = child
        self._stop = stop
        self.cpu_seconds = None
        self._deadline = time.monotonic() + limits.timeout
        self._cpu_limit = limits.cpu_seconds
        self._cpu_used = None if limits.cpu_seconds is None else containing.cpu_clock(child)
        self._patience = FIRST_POLL_SECONDS
        self._room = limits.output_cap
        self._where = dict(streams.reading)
        self._open = set(streams.reading)
        self._texts = {place: [] for place in streams.reading.values()}
        self._end = _end_of(child)
        self._waiting_for = [stop] if self._end is None else [stop, self._end]

    def until_over(self):
        """Wait for the child's end or a reason to end it; return (how, wait status)."""
        while True:
            how = self._look()
            pid, status, usage = os.wait4(self._child, os.WNOHANG)
            if pid:
                self.cpu_seconds = usage.ru_utime + usage.ru_stime
                return "over", status
            how = how or self._limit_reached()
            if how is not None:
                containing.kill_all(self._child)
                return how, None

    def _look(self):
        ready = select.select([*self._open, *self._waiting_for], [], [], self._longest_wait())[0]
        self._patience = FIRST_POLL_SECONDS if ready else min(2 * self._patience, LONGEST_POLL_SECONDS)
        if self._stop in ready:
            return "stopped"
        for descriptor in self._open.intersection(ready):
            self._take(descriptor)
        return "output" if self._room < 0 else None

    def _limit_reached(self):
        if time.monotonic() >= self._deadline:
            return "timeout"
        return "cpu" if self._cpu_left() <= 0 else None

    def _cpu_left(self):
        return math.inf if self._cpu_used is None else self._cpu_limit - self._cpu_used()

    def _longest_wait(self):
        if self._end is None:
            return self._patience
        # What computes without a pause reaches its limit of CPU time then and no sooner, but for threads in parallel.
        until_a_limit = min(self._deadline - time.monotonic(), max(self._cpu_left(), LONGEST_POLL_SECONDS))
        return max(until_a_limit, 0)

    def _take(self, descriptor):
        piece = os.read(descriptor, CHUNK)
        if not piece:
            self._open.discard(descriptor)
        kept = piece[: max(self._room, 0)]
        self._room -= len(piece)
        self._texts[self._where[descriptor]].append(kept)
        return len(piece)

    def drain(self):
        """Take what the child had written before it ended."""
        while self._open and self._room >= 0:
            ready = select.select(list(self._open), [], [], 0)[0]
            if not sum(self._take(descriptor) for descriptor in ready):
                return

    def close(self):
        """Let go of the pipes."""
        for descriptor in self._where:
            os.close(descriptor)
        if self._end is not None:
            os.close(self._end)

    def texts(self):
        """Return what was printed: phase -> {"stdout", "stderr"}, and "cut" where the cap was reached."""
        told = {}
        for (phase, number), pieces in self._texts.items():
            text = b"".join(pieces).decode("utf-8", "backslashreplace")
            told.setdefault(phase, {})["stdout" if number == 1 else "stderr"] = text
        told["cut"] = self._room < 0
        return told


def _end_of(child):
    """Return a descriptor that is ready once the child has ended, or None: not before Linux 5.3 and Python 3.9."""
    try:
        return os.pidfd_open(child)
    except (AttributeError, OSError):
        return None


def describe_end(how, status, stage, limits):
    """Say how a child ended: {"how", "stage"} with "status" or "signal" where there is one.

    `how` is complete, exit, signal, timeout (with "cpu_seconds" where that was the limit) or output. Only a record
    whose last stage was reached is complete: an exit status of 0 proves nothing.
    """
    if how == "cpu":
        return {"how": "timeout", "stage": stage, "cpu_seconds": limits.cpu_seconds}
    if how != "over":
        return {"how": how, "stage": stage}
    if os.WIFSIGNALED(status):
        return {"how": "signal", "stage": stage, "signal": _signal_name(os.WTERMSIG(status))}
    if stage == END:
        return {"how": "complete", "stage": stage}
    return {"how": "exit", "stage": stage, "status": os.WEXITSTATUS(status)}


def _signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal {}".format(number)
