"""The same thing done for many at once, by a few threads.

Knows order and failures, and that Ctrl-C ends the children that the threads wait for.
Does not know what is done.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from . import children

Item = TypeVar("Item")
Result = TypeVar("Result")

AT_ONCE = 2 * (os.cpu_count() or 1)
"""Threads. Each waits for a child that keeps a core busy; twice the cores, since some children are only starting."""


def each(do: Callable[[Item], Result], items: Sequence[Item]) -> list[Result | Exception]:
    """Do it for every item. Results come in the order of the items; an item that failed has its exception there."""
    crew = _Crew(do, items)
    threads = [threading.Thread(target=crew.work, daemon=True) for _ in range(min(AT_ONCE, len(items)))]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    except BaseException:
        crew.dismiss()
        children.kill_all()
        raise
    return crew.results


class _Crew(Generic[Item, Result]):
    def __init__(self, do: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self.results: list[Result | Exception] = [RuntimeError("not done")] * len(items)
        self._do = do
        self._items = items
        self._left = list(reversed(range(len(items))))

    def work(self) -> None:
        while self._left:
            try:
                place = self._left.pop()
            except IndexError:  # another thread was faster
                return
            try:
                self.results[place] = self._do(self._items[place])
            except Exception as error:  # noqa: BLE001 - handed to the caller, who knows which ones are answers
                self.results[place] = error

    def dismiss(self) -> None:
        self._left.clear()
