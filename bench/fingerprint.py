"""`cutaway.fingerprint` of a live function, in process, against `dis.get_instructions` over it; and how it grows.

Knows functions of a size, of two kinds: many calls and branches, many `try` statements. CPU time, since neither waits.
"""

from __future__ import annotations

import dis
import statistics
import time
from collections import deque
from collections.abc import Callable
from types import FunctionType

import cutaway

REPEATS = 3
SIZES = (250, 500, 1_000)
"""Statements of the body's loop; about 70 code units each."""

BRANCHES = """
    x{few} = a.m{some}(b + {n}, c[{n}], 's{n}')
    if x{few} > {n}:
        a = g{some}(x{few}, y=b)
    else:
        b += c.z
"""

HANDLERS = """
    for i{few} in a.items():
        try:
            b[i{few}] = c(i{few})
        except ValueError as e:
            print(e, i{few} + {n})
"""


def function(statement: str, count: int) -> FunctionType:
    """A live function without a file, whose body is the statement so many times, with other names and numbers."""
    body = "".join(statement.format(n=n, few=n % 50, some=n % 70) for n in range(count))
    namespace: dict[str, FunctionType] = {}
    exec(compile(f"def f(a, b, c):\n{body}", "made for the bench", "exec"), namespace)
    return namespace["f"]


def cpu_seconds(do: Callable[[], object]) -> float:
    """The median CPU time of several calls, after one that warms up."""
    do()
    found = []
    for _ in range(REPEATS):
        start = time.process_time()
        do()
        found.append(time.process_time() - start)
    return statistics.median(found)


def main() -> None:
    """Print a figure for each kind and size, and how the time grows."""
    for name, statement in (("branches", BRANCHES), ("handlers", HANDLERS)):
        times = []
        for size in SIZES:
            made = function(statement, size)
            units = len(made.__code__.co_code) // 2
            ours = cpu_seconds(lambda made=made: cutaway.fingerprint(made))  # type: ignore[misc]
            theirs = cpu_seconds(lambda made=made: deque(dis.get_instructions(made), 0))  # type: ignore[misc]
            times.append(ours / units)
            verdict = "reached" if ours <= 0.1 * theirs else "missed"
            print(f"fingerprint, {name}, {units} code units / dis: {ours / theirs:.3f} (asked: at most 0.1; {verdict})")
        growth = times[-1] / times[0]
        print(f"fingerprint, {name}: a code unit of the largest takes {growth:.2f} of one of the smallest (linear: 1)")


if __name__ == "__main__":
    main()
