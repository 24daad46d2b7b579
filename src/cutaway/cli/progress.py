"""Lines on stderr that something is going on, and how far it is: on a terminal only, and only after a second.

Knows when to stay silent. Does not know what takes so long.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds of silence before a user wonders."""

BEAT = 0.1
"""Seconds between two looks at how far it is."""


class Telling:
    """What goes on: the words it began with, and for each thing that counts its steps how many of at most how many."""

    def __init__(self, words: str) -> None:
        self.steps: dict[str, tuple[int, int | None]] = {words: (0, None)}
        self.done = threading.Event()
        self._drawing = threading.RLock()
        self._bars: Progress | None = None

    def step(self, what: str, done: int, at_most: int | None = None) -> None:
        """Take note of how far something is; nobody may know of how many."""
        self.steps[what] = (done, at_most)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Keep the screen free while the block runs, which may ask something."""
        with self._drawing:
            if self._bars is not None:
                self._bars.stop()
            yield

    def draw(self) -> None:
        """Draw until it is done, from the moment on when a user wonders."""
        if self.done.wait(PATIENCE):
            return
        tasks: dict[str, TaskID] = {}
        self._bars = _bars()
        while not self.done.is_set():
            with self._drawing:
                self._bars.start()
                _update(self._bars, tasks, self.steps.copy())
            self.done.wait(BEAT)
        self._bars.stop()


def _bars() -> Progress:
    from rich.console import Console  # only who waits pays for it
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[far]}"),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _update(bars: Progress, tasks: dict[str, TaskID], steps: dict[str, tuple[int, int | None]]) -> None:
    counted = any(at_most is not None for _, at_most in steps.values())
    for what, (done, at_most) in steps.items():
        far = (f"{done} done" if done else "") if at_most is None else f"{done} of at most {at_most}"
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=None, far=far)
        bars.update(tasks[what], completed=done, total=at_most, far=far, visible=at_most is not None or not counted)


@contextmanager
def telling(words: str) -> Iterator[Telling]:
    """Show `words` and what is told of steps, while the block runs longer than a second."""
    told = Telling(words)
    if sys.stderr is None or not sys.stderr.isatty():
        yield told
        return
    drawing = threading.Thread(target=told.draw, daemon=True)
    drawing.start()
    try:
        yield told
    finally:
        told.done.set()
        drawing.join()
