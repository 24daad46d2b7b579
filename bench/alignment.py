"""How the alignment's time grows: ratios taken in one run, medians of repeats.

Run with `python -m bench alignment`. Knows instruction-like keys of its own making.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Hashable

from cutaway.align import align

REPEATS = 5
Keys = list[Hashable]


def instructions(count: int, source: random.Random) -> tuple[Keys, Keys]:
    """Keys as a function's instructions give them: few kinds, most of them often. Returned with their vocabulary."""
    vocabulary: Keys = [(f"OP{source.randrange(60)}", f"argument {source.randrange(40)}") for _ in range(600)]
    return [vocabulary[min(int(source.expovariate(1 / 80)), 599)] for _ in range(count)], vocabulary


def edited(keys: Keys, vocabulary: Keys, share: float, source: random.Random) -> Keys:
    """`keys` with that share of places dropped, added or replaced, a third each."""
    result: Keys = []
    for key in keys:
        roll = source.random() / share
        if roll >= 1 / 3:
            result.append(source.choice(vocabulary) if roll < 1 else key)
        if 1 / 3 <= roll < 2 / 3:
            result.append(key)
    return result


def median_time(before: Keys, after: Keys) -> tuple[float, bool]:
    times, cut_short = [], False
    for _ in range(REPEATS):
        start = time.perf_counter()
        cut_short = align(before, after).cut_short
        times.append(time.perf_counter() - start)
    return statistics.median(times), cut_short


def cases(count: int, source: random.Random) -> dict[str, tuple[Keys, Keys]]:
    keys, vocabulary = instructions(count, source)
    return {
        "1 % different": (keys, edited(keys, vocabulary, 0.01, source)),
        "90 % different": (keys, edited(keys, vocabulary, 0.9, source)),
        "20 keys, periodic, 1 % different": periodic(count, source),
        "20 keys, unrelated": tuple([source.randrange(20) for _ in range(count)] for _ in range(2)),
        "2 keys, unrelated": tuple([source.randrange(2) for _ in range(count)] for _ in range(2)),
    }


def periodic(count: int, source: random.Random) -> tuple[Keys, Keys]:
    keys: Keys = [index % 20 for index in range(count)]
    return keys, edited(keys, list(range(20)), 0.01, source)


def main() -> None:
    source = random.Random(1)
    small, large = cases(5_000, source), cases(50_000, source)
    print(f"{'two sequences':36}{'5,000':>10}{'50,000':>10}{'ratio':>8}  cut short")
    for name in small:
        (few, _), (many, cut_short) = median_time(*small[name]), median_time(*large[name])
        print(f"{name:36}{few:>9.3f}s{many:>9.3f}s{many / few:>8.1f}  {'yes' if cut_short else 'no'}")
