"""Child processes that cannot outlive us: each in a session of its own, under a time limit, ended with all it started.

Knows how to start one, end one, and end all that are alive. Does not know what they are asked.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from .deadlines import Watch

_alive: set[Child] = set()
_watch = Watch()


class Child:
    """A started process with pipes to its stdin and from its stdout.

    `timed_out` tells whether a limit ended it,
    `lingered` whether it was given time to end by itself and did not.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        errors: int = subprocess.DEVNULL,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            start_new_session=True,
        )
        self.timed_out = False
        self.lingered = False
        _alive.add(self)

    @property
    def stdin(self) -> IO[bytes]:
        """What the child reads."""
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        """What the child writes."""
        assert self._process.stdout is not None
        return self._process.stdout

    @contextmanager
    def time_limit(self, seconds: float) -> Iterator[None]:
        """Kill it when the block takes longer; whoever reads from it then meets the end of the file."""
        with _watch.limit(seconds, self._expire):
            yield

    def end(self, patience: float = 0) -> int:
        """Kill it and what it started; return its exit status, negative for a signal, as `subprocess` does.

        A child that is ending by itself gets `patience` seconds to do so, so that the status is its own.
        """
        if patience:
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self.lingered = True
        self.kill()
        status = self._process.wait()
        _alive.discard(self)
        if not _alive:
            _watch.rest()
        for stream in (self.stdin, self.stdout):
            with suppress(OSError):  # what was not yet written has no reader now
                stream.close()
        return status

    def kill(self) -> None:
        """Kill its whole process group, from any thread. `end` still has to follow."""
        # The number stays taken while the group has a member, so that this cannot hit strangers.
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _expire(self) -> None:
        self.timed_out = True
        self.kill()


def kill_all() -> None:
    """Kill every child that has not been ended, so that whoever waits for one goes on."""
    for child in list(_alive):
        child.kill()


def signal_name(status: int) -> str:
    """SIGSEGV for -11: the signal that a negative exit status stands for."""
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
