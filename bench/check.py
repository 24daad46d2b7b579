"""The whole road of a check against `compile()` of both sides in a bare loop, and how memory and time grow.

Knows files of the standard library with a comment put in above all else: their code is equal once positions are
stripped. Does not know how a probe decides a pair: `check_pairs` times that alone.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cutaway.checks.changes import Change
from cutaway.checks.checking import Asked, verdicts
from cutaway.interpreters import host

from .library import files
from .pairs import ratio, seconds, told

REPEATS = 5
MOST = 1000

BARE_LOOP = """
import sys
for path in sys.stdin.read().split("\\n"):
    with open(path, "rb") as stream:
        compile(stream.read(), path, "exec", dont_inherit=True)
"""

PEAK = """
import resource, sys
from pathlib import Path
from bench.check import judged
judged([(Path(old), Path(new)) for old, new in zip(*[iter(sys.stdin.read().split("\\n"))] * 2)], 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

Pairs = list[tuple[Path, Path]]


def commented(folder: Path) -> Pairs:
    """Files of the standard library, each with its copy in `folder` that begins with one comment more."""
    pairs = []
    tests = sorted(Path(sysconfig.get_path("stdlib"), "test").glob("test_*.py"))
    for number, path in enumerate([*files(), *tests][:MOST]):
        copy = folder / f"{number}.py"
        content = path.read_bytes()
        # A comment that declares an encoding still does in the second line.
        copy.write_bytes(b"# changed\n" + content)
        pairs.append((path, copy))
    return pairs


def changes(pairs: Pairs) -> Iterator[Change]:
    """Each pair as a change, read when it is asked for."""
    for old, new in pairs:
        yield Change(str(old), None, "modified", old.read_bytes, new.read_bytes)


def judged(pairs: Pairs, workers: int, depth: str = "code") -> None:
    """Ask for every verdict; each must be that nothing that runs has changed."""
    asked = Asked(depth=depth, workers=workers, control=False)
    for verdict in verdicts(changes(pairs), [host()], asked):
        if verdict.error is None and verdict.deepest in {"code", "bytecode"}:
            raise AssertionError(f"{verdict.path}: {verdict.deepest}")


def bare_loop(pairs: Pairs) -> Callable[[], object]:
    """`compile()` of both sides of all pairs, in a process of its own."""
    listed = "\n".join(str(path) for pair in pairs for path in pair)
    return partial(subprocess.run, [sys.executable, "-c", BARE_LOOP], input=listed, text=True, check=True)


def peaks(pairs: Pairs) -> list[int]:
    """Peak memory of the host and of its probe, in KB."""
    listed = "\n".join(str(path) for pair in pairs for path in pair)
    ended = subprocess.run([sys.executable, "-c", PEAK], input=listed, text=True, check=True, capture_output=True)
    return [int(number) for number in ended.stdout.split()]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pairs = commented(Path(folder))
        what = f"{len(pairs)} files with equal stripped code"
        for workers, asked in ((1, 1.25), (2, 0.75)):
            figures = ratio(lambda count=workers: judged(pairs, count), bare_loop(pairs), REPEATS)
            told(f"check --same code of {what}, {workers} worker(s) / compile() of both sides", asked, figures, REPEATS)
        half = pairs[::2]
        figures = ratio(lambda: judged(pairs, 1), lambda: judged(half, 1), REPEATS)
        told(f"check of {len(pairs)} files / of every other one", 2.1, figures, REPEATS)
        print("equal bytes:", f"{seconds(lambda: judged([(old, old) for old, _ in pairs], 1)):.3f} s")
        few, many = peaks(pairs[: MOST // 2]), peaks(pairs)
        print(f"peak memory in KB, host and probe: {few} at {MOST // 2} files, {many} at {len(pairs)}")


if __name__ == "__main__":
    main()
