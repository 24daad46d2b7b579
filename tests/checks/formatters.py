"""Real formatters at odd settings, run over folders of real files.

Knows Black's and Ruff's command lines, and where real files come from. Does not know what is asked of what they write.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from single_edits import LIBRARY, library

SMALL = 25_000
"""Bytes: of larger files, formatting takes longer than what is tested."""

# Pure Python, by many hands, in many styles: templates, parsers, dataclasses, tables, docstrings used as grammars.
PACKAGES = (
    "attrs", "boltons", "click", "docutils", "flask", "httpx", "jinja2", "more-itertools", "packaging", "ply",
    "pyparsing", "requests", "rich", "sqlparse", "werkzeug",
)  # fmt: skip


def _black(*options: str) -> tuple[str, ...]:
    # --fast: without Black's own comparison of the trees, which takes half the time and is what this test is about.
    return "black", "--quiet", "--fast", *options


def _ruff(*options: str) -> tuple[str, ...]:
    # The oldest target: Ruff may write no syntax that an interpreter here does not know.
    return "ruff", "format", "--quiet", "--isolated", "--no-cache", "--target-version", "py38", *options


SETTINGS = {
    "black-40": _black("--line-length", "40"),
    "black-40-strings-as-they-are": _black("--line-length", "40", "--skip-string-normalization"),
    "black-160": _black("--line-length", "160"),
    "black-160-no-magic-comma": _black("--line-length", "160", "-S", "--skip-magic-trailing-comma"),
    "ruff-40-double": _ruff("--line-length", "40", "--config", 'format.quote-style = "double"'),
    "ruff-40-single": _ruff("--line-length", "40", "--config", 'format.quote-style = "single"'),
    "ruff-160-double": _ruff("--line-length", "160", "--config", 'format.quote-style = "double"'),
    "ruff-160-single-tabs": _ruff(
        "--line-length", "160", "--config", 'format.quote-style = "single"', "--config", 'format.indent-style = "tab"'
    ),
}


SOME_FILES_UNREAD = {"black": 123, "ruff": 2}
"""The exit status of a formatter that wrote all files but those that it could not parse."""


def reformat(folder: Path, setting: str) -> None:
    """Let a formatter rewrite every file of a folder; what it cannot read stays as it is."""
    nothing_set = folder.parent / "nothing_set.toml"
    nothing_set.write_text("")
    program, *options = SETTINGS[setting]
    if program == "black":
        options += ["--config", str(nothing_set)]
    command = [sys.executable, "-m", program, *options, str(folder)]
    environment = os.environ | {"BLACK_CACHE_DIR": str(folder.parent / "black_cache")}
    # Not in the folder: `python -m` would import the copies of the standard library that lie there.
    done = subprocess.run(command, env=environment, cwd=folder.parent, capture_output=True, text=True, check=False)
    if done.returncode not in {0, SOME_FILES_UNREAD[program]}:
        raise RuntimeError(done.stderr)


def both_sides(files: Iterable[tuple[Path, str]], setting: str, folder: Path) -> tuple[Path, Path]:
    """Copy (file, its name there) into one folder, and reformatted into another."""
    before, after = folder / "before", folder / "after"
    for path, name in files:
        (before / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, before / name)
    shutil.copytree(before, after)
    reformat(after, setting)
    return before, after


@cache
def sample() -> tuple[Path, ...]:
    """Forty small files of the standard library, the same in every run."""
    small = [path for path in library() if path.stat().st_size < SMALL]
    return tuple(random.Random(40).sample(small, min(40, len(small))))


def sample_for(setting: str) -> list[tuple[Path, str]]:
    """The sample's part for a setting: each file meets one setting of Black and one of Ruff."""
    program = setting.partition("-")[0]
    of_program = [name for name in SETTINGS if name.startswith(program)]
    chosen = sample()[of_program.index(setting) :: len(of_program)]
    return [(path, str(path.relative_to(LIBRARY))) for path in chosen]


def whole_library(executable: str) -> list[tuple[Path, str]]:
    """Every file of an interpreter's own standard library, its tests too."""
    ask = "import sysconfig; print(sysconfig.get_path('stdlib'))"
    answer = subprocess.run([executable, "-I", "-c", ask], capture_output=True, text=True, check=True).stdout
    return named(Path(answer.strip()), left_out={"site-packages", "dist-packages", "__pycache__"})


def named(folder: Path, left_out: Iterable[str] = ()) -> list[tuple[Path, str]]:
    """The Python files of a folder, with their names in it."""
    found = [(path, path.relative_to(folder)) for path in sorted(folder.rglob("*.py"))]
    return [(path, str(name)) for path, name in found if not set(left_out) & set(name.parts)]


def downloaded(packages: Sequence[str], folder: Path) -> str | None:
    """Download and unpack wheels; the last line of what went wrong, or None."""
    wheels = folder / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    done = subprocess.run([*command, "--dest", wheels, *packages], capture_output=True, text=True, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as opened:
            opened.extractall(folder / "packages")
    return None
