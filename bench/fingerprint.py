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

REPEATS = 15
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
    """The CPU time of one call."""
    start = time.process_time()
    do()
    return time.process_time() - start


def measured(made: FunctionType) -> tuple[float, float]:
    """(median ratio to `dis`, median seconds) of calls taken in turn, after one of each that warms up."""

    def ours() -> None:
        cutaway.fingerprint(made)

    def theirs() -> None:
        deque(dis.get_instructions(made), 0)

    pairs = [(cpu_seconds(ours), cpu_seconds(theirs)) for _ in range(1 + REPEATS)][1:]
    return statistics.median(mine / other for mine, other in pairs), statistics.median(mine for mine, _ in pairs)


def main() -> None:
    """Print a figure for each kind and size, and how the time grows."""
    for name, statement in (("branches", BRANCHES), ("handlers", HANDLERS)):
        times = []
        for size in SIZES:
            made = function(statement, size)
            units = len(made.__code__.co_code) // 2
            ratio, seconds = measured(made)
            times.append(seconds / units)
            verdict = "reached" if ratio <= 0.1 else "missed"
            print(f"fingerprint, {name}, {units} code units / dis: {ratio:.3f} (asked: at most 0.1; {verdict})")
        growth = times[-1] / times[0]
        print(f"fingerprint, {name}: a code unit of the largest takes {growth:.2f} of one of the smallest (linear: 1)")


if __name__ == "__main__":
    main()
