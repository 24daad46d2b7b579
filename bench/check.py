"""The whole road of a check against what a user would run in a bare loop, and how memory and time grow.

Knows files of the standard library, each with a comment put in above all else (their code is equal once positions are
stripped) or reformatted at 40 columns. Does not know how a probe decides a pair: `check_pairs` times that alone.
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
from cutaway.layers import COMPILED

from .library import files
from .pairs import in_turn, ratio, told

REPEATS = 3
MOST = 1000
SPARSELY = 8

SOME_UNREAD = 2
"""Ruff's status where it wrote all files but those that it does not parse."""

COMPILE = """
import sys, warnings
warnings.simplefilter("ignore")
for path in sys.stdin.read().split("\\n"):
    with open(path, "rb") as stream:
        compile(stream.read(), path, "exec", dont_inherit=True)
"""

PARSE_AND_DUMP = """
import ast, sys, warnings
warnings.simplefilter("ignore")
for path in sys.stdin.read().split("\\n"):
    with open(path, "rb") as stream:
        ast.dump(ast.parse(stream.read()))
"""

READ_AND_COMPARE = """
import sys
paths = iter(sys.stdin.read().split("\\n"))
for one, other in zip(paths, paths):
    with open(one, "rb") as before, open(other, "rb") as after:
        before.read() == after.read()
"""

PEAK = """
import resource, sys
from pathlib import Path
from bench.check import judged
judged([(Path(old), Path(new)) for old, new in zip(*[iter(sys.stdin.read().split("\\n"))] * 2)], 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

WHITE_SPACE = ("docstring-whitespace",)
Pairs = list[tuple[Path, Path]]


def originals() -> list[Path]:
    """A thousand files of the standard library that compile here."""
    tests = sorted(Path(sysconfig.get_path("stdlib"), "test").glob("test_*.py"))
    return [*files(), *tests][:MOST]


def commented(folder: Path) -> Pairs:
    """Each file with its copy in `folder` that begins with one comment more."""
    folder.mkdir()
    pairs = []
    for number, path in enumerate(originals()):
        copy = folder / f"{number}.py"
        # A comment that declares an encoding still does in the second line.
        copy.write_bytes(b"# changed\n" + path.read_bytes())
        pairs.append((path, copy))
    return pairs


def reformatted(folder: Path) -> Pairs:
    """Each file that Ruff changes at 40 columns, with the copy in `folder` that it wrote."""
    folder.mkdir()
    pairs = [(path, folder / f"{number}.py") for number, path in enumerate(originals())]
    for path, copy in pairs:
        copy.write_bytes(path.read_bytes())
    version = "py{}{}".format(*sys.version_info)
    ruff = [sys.executable, "-m", "ruff", "format", "--quiet", "--isolated", "--no-cache"]
    done = subprocess.run([*ruff, "--line-length", "40", "--target-version", version, folder], check=False)
    if done.returncode not in {0, SOME_UNREAD}:
        raise RuntimeError("ruff failed")
    return [(path, copy) for path, copy in pairs if path.read_bytes() != copy.read_bytes()]


def changes(pairs: Pairs) -> Iterator[Change]:
    """Each pair as a change, read when it is asked for."""
    for old, new in pairs:
        yield Change(str(old), None, "modified", old.read_bytes, new.read_bytes)


def judged(pairs: Pairs, workers: int, depth: str = "code", allow: tuple[str, ...] = ()) -> set[str]:
    """Ask for every verdict; the files where what runs has changed."""
    asked = Asked(depth=depth, workers=workers, allow=allow, control=False)
    found = list(verdicts(changes(pairs), [host()], asked))
    if any(verdict.error for verdict in found):
        raise AssertionError([verdict for verdict in found if verdict.error])
    return {verdict.path for verdict in found if verdict.deepest in COMPILED}


def same(pairs: Pairs, workers: int, depth: str = "code", allow: tuple[str, ...] = ()) -> None:
    """Ask for every verdict; each must be that nothing that runs has changed."""
    if different := judged(pairs, workers, depth, allow):
        raise AssertionError(sorted(different))


def in_a_loop(program: str, pairs: Pairs, processes: int = 1) -> Callable[[], object]:
    """A program over both sides of all pairs, in so many processes at once."""

    def run() -> None:
        running = []
        for first in range(processes):
            listed = "\n".join(str(path) for pair in pairs[first::processes] for path in pair)
            child = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, text=True)
            running.append((child, listed))
        for child, listed in running:
            assert child.stdin is not None
            with child.stdin as stream:
                stream.write(listed)
        if any(child.wait() for child, _ in running):
            raise AssertionError("the loop ended in trouble")

    return run


def peaks(pairs: Pairs) -> list[int]:
    """Peak memory of the host and of its probe, in KB."""
    listed = "\n".join(str(path) for pair in pairs for path in pair)
    ended = subprocess.run([sys.executable, "-c", PEAK], input=listed, text=True, check=True, capture_output=True)
    return [int(number) for number in ended.stdout.split()]


def main() -> None:
    """Print what the issue asks of a check, in the order in which it asks."""
    with tempfile.TemporaryDirectory() as folder:
        pairs, rewritten = commented(Path(folder, "commented")), reformatted(Path(folder, "reformatted"))
        _nothing_that_runs(pairs)
        _reformatted(rewritten)
        _graded(pairs, "a comment more")
        _graded(rewritten, "reformatted at 40 columns")
        _equal(pairs)
        _growth(pairs)


def _nothing_that_runs(pairs: Pairs) -> None:
    """With the ceiling: how much faster two cores of this machine are than one, at this moment."""
    ours = [partial(same, pairs, 1), partial(same, pairs, 2), in_a_loop(COMPILE, pairs, processes=2)]
    one, two, ceiling = in_turn(ours, in_a_loop(COMPILE, pairs), REPEATS)
    what = f"check --same code of {len(pairs)} files with a comment more"
    told(f"{what}, one worker / compile() of both sides", 1.25, one, REPEATS)
    told(f"{what}, two workers / compile() of both sides", 0.75, two, REPEATS)
    ratio_of_both, together, alone = ceiling
    print(f"  the ceiling: compile() in two processes / in one: {ratio_of_both:.2f} ({together:.3f} s / {alone:.3f} s)")


def _reformatted(pairs: Pairs) -> None:
    """Docstrings whose layout changed are differences, and to name them takes longest: of a part of the files."""
    what = "files reformatted at 40 columns"
    figures = ratio(lambda: same(pairs, 1, allow=WHITE_SPACE), in_a_loop(COMPILE, pairs), REPEATS)
    name = f"check --same code --allow {WHITE_SPACE[0]} of {len(pairs)} {what}"
    told(f"{name}, one worker / compile() of both sides", 4.0, figures, REPEATS)
    part = pairs[::SPARSELY]
    changed = len(judged(part, 1))
    figures = ratio(lambda: judged(part, 1), in_a_loop(COMPILE, part), REPEATS)
    name = f"check --same code of {len(part)} {what}, {changed} of them with docstrings changed"
    told(f"{name}, one worker / compile() of both sides", 4.0, figures, REPEATS)


def _graded(pairs: Pairs, name: str) -> None:
    figures = ratio(lambda: judged(pairs, 1, "graded"), in_a_loop(PARSE_AND_DUMP, pairs), REPEATS)
    told(f"check of {len(pairs)} files, {name}, one worker / ast.parse + ast.dump of both sides", 1.0, figures, REPEATS)


def _equal(pairs: Pairs) -> None:
    alike = [(old, old) for old, _ in pairs]
    figures = ratio(lambda: same(alike, 1), in_a_loop(READ_AND_COMPARE, alike), REPEATS)
    told(
        f"check of {len(alike)} files with equal bytes / a process that reads and compares them", 1.0, figures, REPEATS
    )


def _growth(pairs: Pairs) -> None:
    """The same files twice, so that no larger one is among the more."""
    half = pairs[::2]
    figures = ratio(lambda: same(half * 2, 1), lambda: same(half, 1), REPEATS)
    told(f"check of {len(half)} files twice / once", 2.1, figures, REPEATS)
    once, twice = peaks(half), peaks(half * 2)
    for name, few, many in zip(("host", "probe"), once, twice, strict=True):
        print(
            f"peak memory of the {name}, {2 * len(half)} files / {len(half)}: {many / few:.2f} ({many} KB / {few} KB)"
        )


if __name__ == "__main__":
    main()
