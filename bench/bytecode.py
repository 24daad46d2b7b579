"""How long reading and aligning instructions takes, as ratios to what `dis.get_instructions` takes, in one run.

Run with `python -m bench bytecode`. Knows the host's interpreter only; prints medians of five.
"""

from __future__ import annotations

import dis
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from cutaway.layers.compiled import codeobjects
from cutaway.layers.compiled import instructions as matching
from cutaway.probe import bytecode, code, unit

REPEATS = 5


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def function(calls: int, every: int | None = None) -> str:
    """A function of about four instructions a call; with `every`, one constant in so many statements is another."""
    lines = [f" a{i % 50}({i % 997 + (1000 if every and i % every == 0 else 0)})" for i in range(calls)]
    return "def f():\n" + "\n".join(lines) + "\n"


def facts_of(text: str) -> dict:
    return bytecode.read(unit.Unit(text.encode(), "bench.py", {"qualname": "f", "line": None}))


def alignment(calls: int) -> tuple[float, float]:
    """(seconds to align, seconds to list both with dis) of two functions that differ in 1 % of the instructions."""
    texts = [function(calls), function(calls, every=20)]
    before, after = (facts_of(text) for text in texts)
    codes = [unit.Unit(text.encode(), "bench.py").module_code.co_consts for text in texts]
    functions = [next(one for one in consts if hasattr(one, "co_code")) for consts in codes]
    parts = codeobjects.pair_parts(before, after, matching.variables_of)
    own = parts.pairs[-1]
    aligning = seconds(lambda: matching.pair_instructions(own, parts, (None, None)))
    return aligning, seconds(lambda: [list(dis.get_instructions(one)) for one in functions])


def reading() -> tuple[float, float]:
    """(seconds for code and bytecode facts, seconds for dis) of some of the standard library's larger files."""
    paths = [Path(dis.__file__).parent / name for name in ("typing.py", "argparse.py", "_pydecimal.py", "inspect.py")]
    units = [unit.Unit(path.read_bytes(), str(path)) for path in paths]
    every = [one for made in units for one in _every_code(made.module_code)]

    def read() -> None:
        for made in units:
            made._products.pop("parts", None)
            code.read(made)
            bytecode.read(made)

    return seconds(read), seconds(lambda: [list(dis.get_instructions(one)) for one in every])


def _every_code(code_object: object) -> list:
    found = [code_object]
    for one in found:
        found.extend(constant for constant in one.co_consts if hasattr(constant, "co_code"))  # type: ignore[attr-defined]
    return found


def main() -> None:
    small, _ = alignment(1_250)
    large, listed = alignment(12_500)
    print(f"align 50,000 instructions, 1 % different: {large / listed:.2f} of dis (at most 0.50)")
    print(f"align 5,000 -> 50,000: {large / small:.1f} times the time (at most 15)")
    read, listed = reading()
    print(f"read code and bytecode: {read / listed:.2f} of dis.get_instructions")
