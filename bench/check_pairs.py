"""The operation `pair` of one worker, over 1,000 files, against what a user would run in a bare loop."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cutaway.interpreters import Probe, host

from .library import files
from .pairs import ratio, told

REPEATS = 3
COUNT = 1_000

BARE_COMPILE = """
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

BLACK = ("black==24.10.0",)


def main() -> None:
    """Print the four figures."""
    with tempfile.TemporaryDirectory() as folder:
        originals = [path for path in files() if _compiles(path)][:COUNT]
        commented = [_with_a_comment(path, Path(folder) / f"c{n}.py") for n, path in enumerate(originals)]
        reformatted = [Path(folder) / f"r{n}.py" for n, _ in enumerate(originals)]
        _reformat(originals, reformatted, Path(folder) / "venv")
        _figure("code, a comment more", 1.25, originals, commented, "code", BARE_COMPILE)
        _figure("code, reformatted at 40 columns", 4.0, originals, reformatted, "code", BARE_COMPILE)
        _figure("graded, a comment more", 1.0, originals, commented, "graded", PARSE_AND_DUMP)
        _figure("graded, reformatted at 40 columns", 1.0, originals, reformatted, "graded", PARSE_AND_DUMP)


def _figure(name: str, asked: float, before: list[Path], after: list[Path], depth: str, theirs: str) -> None:
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if other.exists()]
    figures = ratio(_pairs_asked(pairs, depth), _in_a_loop(pairs, theirs), REPEATS)
    told(f"pair ({name}), {len(pairs)} files / a bare loop over both sides", asked, figures, REPEATS)


def _pairs_asked(pairs: list[tuple[Path, Path]], depth: str) -> Callable[[], None]:
    def ask() -> None:
        with Probe(host()) as probe:
            for before, after in pairs:
                probe.ask({"op": "pair", "before": _source(before), "after": _source(after), "depth": depth})

    return ask


def _in_a_loop(pairs: list[tuple[Path, Path]], program: str) -> Callable[[], None]:
    listed = "\n".join(str(path) for pair in pairs for path in pair)
    return lambda: _run([sys.executable, "-c", program], listed)


def _source(path: Path) -> dict[str, str | bytes]:
    """As a check sends it: the content attached as it is."""
    return {"content": path.read_bytes(), "filename": str(path), "kind": "source"}


def _run(command: list[str], listed: str = "") -> None:
    subprocess.run(command, input=listed, text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _compiles(path: Path) -> bool:
    try:
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _with_a_comment(path: Path, copy: Path) -> Path:
    """A copy with one more comment at its end: the stripped code is equal at once."""
    copy.write_bytes(path.read_bytes().rstrip() + b"\n\n# one more comment\n")
    return copy


def _reformat(originals: list[Path], copies: list[Path], venv: Path) -> None:
    """Copies as Black leaves them at 40 columns; a file that it refuses has none."""
    for path, copy in zip(originals, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    _run([sys.executable, "-m", "venv", str(venv)])
    _run([str(venv / "bin" / "python"), "-m", "pip", "install", "-q", *BLACK])
    black = [str(venv / "bin" / "black"), "-q", "--fast", "--workers", "2", "-l", "40"]
    listed = list(map(str, copies))
    for start in range(0, len(listed), 100):
        subprocess.run([*black, *listed[start : start + 100]], check=False, stderr=subprocess.DEVNULL)
