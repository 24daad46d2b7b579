"""A line on stderr that something is going on: on a terminal only, and only after a second.

Knows when to stay silent. Does not know what takes so long.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds of silence before a user wonders."""


@contextmanager
def telling(words: str) -> Iterator[None]:
    """Show `words` with a spinner while the block runs longer than a second."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    spinner = threading.Thread(target=_spin, args=(words, done), daemon=True)
    spinner.start()
    try:
        yield
    finally:
        done.set()
        spinner.join()


def _spin(words: str, done: threading.Event) -> None:
    if done.wait(PATIENCE):
        return
    from rich.console import Console  # only who waits pays for it

    with Console(stderr=True).status(words):
        done.wait()
