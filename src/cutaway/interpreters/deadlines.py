"""Limits of time on what is under way: one thread watches them all.

Knows when each ends, and what to do then. Does not know what is under way.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BRIEFLY = 0.05
"""Seconds that are waited for the thread's end: somebody else may just have given it more to watch."""


THREAD = "time limits"
"""The name of the thread, by which whoever looks at threads knows it."""


class Watch:
    """Does what it was told where a block takes longer than its limit.

    Its thread sleeps until the earliest limit that it knew and is not woken for later ones: a `threading.Timer` for
    each request of a check, started and stopped within milliseconds, took an eighth of the check.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._limits: dict[object, tuple[float, Callable[[], object]]] = {}
        self._wakes_at = math.inf
        self._thread: threading.Thread | None = None

    @contextmanager
    def limit(self, seconds: float, expire: Callable[[], object]) -> Iterator[None]:
        """Call `expire`, from another thread, when the block takes longer."""
        key = object()
        self._add(key, time.monotonic() + seconds, expire)
        try:
            yield
        finally:
            with self._changed:
                self._limits.pop(key, None)

    def rest(self) -> None:
        """End the thread, if nothing is under way: whoever ended the last child leaves nothing running."""
        with self._changed:
            thread = None if self._limits else self._thread
            self._changed.notify()
        if thread is not None:
            thread.join(BRIEFLY)

    def _add(self, key: object, when: float, expire: Callable[[], object]) -> None:
        with self._changed:
            self._limits[key] = when, expire
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name=THREAD, daemon=True)
                self._thread.start()
            elif when < self._wakes_at:
                self._changed.notify()

    def _watch(self) -> None:
        """Sleep from limit to limit; end where none is left."""
        with self._changed:
            while self._limits:
                self._expire(time.monotonic())
                self._wakes_at = min((when for when, _ in self._limits.values()), default=math.inf)
                if self._limits:
                    self._changed.wait(max(self._wakes_at - time.monotonic(), 0))
            self._thread = None

    def _expire(self, now: float) -> None:
        for key, (when, expire) in list(self._limits.items()):
            if when <= now:
                del self._limits[key]
                expire()
