"""Two things timed in turn, so that a machine that slows down slows both: the median of their ratios."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def seconds(do: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


Figures = tuple[float, float, float]
"""Median ratio ours / theirs, median seconds of ours, median seconds of theirs."""


def ratio(ours: Callable[[], object], theirs: Callable[[], object], repeats: int) -> Figures:
    """The figures of one thing, after one warm-up of each."""
    return in_turn([ours], theirs, repeats)[0]


def in_turn(ours: Sequence[Callable[[], object]], theirs: Callable[[], object], repeats: int) -> list[Figures]:
    """The figures of several things against the same, each turn timing all of them, after one warm-up of each."""
    for do in (*ours, theirs):
        do()
    turns = [([seconds(do) for do in ours], seconds(theirs)) for _ in range(repeats)]
    return [
        (
            statistics.median(mine[place] / other for mine, other in turns),
            statistics.median(mine[place] for mine, _ in turns),
            statistics.median(other for _, other in turns),
        )
        for place, _ in enumerate(ours)
    ]


def told(name: str, asked: float, figures: Figures, repeats: int) -> None:
    """Print one figure beside what was asked for."""
    found, ours, theirs = figures
    verdict = "reached" if found <= asked else "missed"
    print(f"{name}: {found:.2f} (asked: at most {asked:g}; {verdict}; {ours:.3f} s / {theirs:.3f} s, {repeats} pairs)")


def process(*command: str) -> Callable[[], object]:
    """A whole process, its output thrown away."""
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def cutaway(*arguments: str) -> Callable[[], object]:
    """The command as a user runs it: the installed script beside this interpreter."""
    return process(*script(), *arguments)


def script() -> Sequence[str]:
    """How `cutaway` is started: the console script of this environment."""
    return (f"{sys.prefix}/bin/cutaway",)
