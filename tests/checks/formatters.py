"""Real formatters at odd settings, run over folders of real files.

Knows Black's and Ruff's command lines, where real files come from, and that one text is formatted once: Black takes
longer than all else, and the libraries of two interpreters have many files in common.
Does not know what is asked of what they write.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from single_edits import LIBRARY, library

SMALL = 10_000
"""Bytes: of larger files, formatting takes longer than what is tested."""

FILES = 24
"""So many that each setting meets six, among them docstrings that it changes."""

PORTION = 100
"""Files that a formatter is given at once: a run that is interrupted keeps what came before."""

Files = Sequence[tuple[Path, str]]

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


class Formatted:
    """What formatters made of texts, kept in a folder from one interpreter, and from one run, to the next."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def sides(self, files: Files, setting: str, folder: Path) -> tuple[Path, Path]:
        """Write (file, its name there) into one folder, and as the formatter leaves it into another."""
        before, after = folder / "before", folder / "after"
        texts = [(path.read_bytes(), name) for path, name in files]
        self._complete([text for text, _ in texts], setting)
        for text, name in texts:
            _write(before / name, text)
            _write(after / name, zlib.decompress(self._place(text, setting).read_bytes()))
        return before, after

    def _complete(self, texts: Iterable[bytes], setting: str) -> None:
        missing = iter([text for text in dict.fromkeys(texts) if not self._place(text, setting).exists()])
        while portion := list(islice(missing, PORTION)):
            for text, formatted in zip(portion, _formatted(portion, setting), strict=True):
                place = self._place(text, setting)
                unfinished = place.with_suffix(f".{os.getpid()}")
                _write(unfinished, zlib.compress(formatted))
                unfinished.replace(place)

    def _place(self, text: bytes, setting: str) -> Path:
        """Another version, other options, another text: another file."""
        told = repr((version(SETTINGS[setting][0]), SETTINGS[setting])).encode()
        return self._folder / setting / sha256(told + b"\n" + text).hexdigest()


def _formatted(texts: Sequence[bytes], setting: str) -> list[bytes]:
    with TemporaryDirectory() as folder:
        # Of names that no formatter passes over: `venv` and `build` are among those that Black does.
        paths = [Path(folder, "formatted", f"text{number}.py") for number, _ in enumerate(texts)]
        for path, text in zip(paths, texts, strict=True):
            _write(path, text)
        reformat(Path(folder, "formatted"), setting)
        return [path.read_bytes() for path in paths]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@cache
def sample() -> tuple[Path, ...]:
    """Some small files of the standard library, the same in every run."""
    small = [path for path in library() if path.stat().st_size < SMALL]
    return tuple(random.Random(40).sample(small, min(FILES, len(small))))


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
    # A distribution links to files that it may not have installed.
    found = [(path, path.relative_to(folder)) for path in sorted(folder.rglob("*.py")) if path.is_file()]
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
