"""Finds interpreters: on PATH, in pyenv's and uv's folders, in CUTAWAY_PYTHONS, and the one we run on.

Knows where to look, what is a shim, and which finds are the same. Does not know which one the user wants.

Own code, where the library python-discovery finds interpreters for virtualenv: that one yields the first that fits,
drops what fails without a word, knows pyenv's folder only through the active version, and takes 100 ms to import.
"""

# Paths are text here, compared before and after their links are followed.
# ruff: noqa: PTH100, PTH110, PTH111, PTH113, PTH117, PTH118, PTH119, PTH120, PTH208

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from . import parallel
from .cache import cache_folder
from .identifying import Memory, identify
from .interpreter import Interpreter, Unusable, as_unusable, host

NAME = re.compile(r"(python|pypy)(\d+(\.\d+)?)?[td]{0,2}(\.exe)?")
"""What an interpreter is called. `python3-config` and `python3.12-gdb.py` are none."""

Found = Interpreter | Unusable
Candidate = tuple[str, str]
"""A path and where it was found."""


def discover(environ: Mapping[str, str] = os.environ, *, use_cache: bool = True) -> list[Interpreter]:
    """Every CPython that the probe can run in, oldest first."""
    return [found for found in survey(environ, use_cache=use_cache) if isinstance(found, Interpreter)]


def survey(environ: Mapping[str, str] = os.environ, *, use_cache: bool = True) -> list[Found]:
    """Everything that was found: the interpreters that the probe can run in, oldest first, then what it cannot use."""
    found = ask(candidates(environ), environ, use_cache=use_cache)
    interpreters = _one_each(item for item in found if isinstance(item, Interpreter))
    interpreters.sort(key=lambda one: (one.hexversion, not one.is_regular))
    usable = [one for one in interpreters if one.refusal is None]
    refused = [as_unusable(one) for one in interpreters if one.refusal is not None]
    silent = [item for item in found if isinstance(item, Unusable) and not item.is_shim]
    return [*usable, *refused, *silent]


def ask(wanted: Iterable[Candidate], environ: Mapping[str, str] = os.environ, *, use_cache: bool = True) -> list[Found]:
    """Have each candidate say who it is, several at once; what was said before need not be asked again."""
    memory = Memory(cache_folder(environ) if use_cache else None)
    places = list(wanted)
    found = {path: memory.recall(path, source) for path, source in places}
    unknown = [(path, source) for path, source in places if found[path] is None]
    for (path, _), answer in zip(unknown, parallel.each(lambda one: identify(*one), unknown), strict=True):
        if isinstance(answer, Exception):
            raise answer
        memory.keep(answer)
        found[path] = answer
    memory.save()
    return [answer for answer in found.values() if answer is not None]


def candidates(environ: Mapping[str, str] = os.environ) -> Iterator[Candidate]:
    """Paths that may be interpreters, each file once, in the order in which one is preferred to its like."""
    shims = shim_folders(environ)
    seen: set[str] = set()
    for path, source in _places(environ):
        identity = path if is_virtual_environment(path) else os.path.realpath(path)
        if identity in seen or os.path.dirname(path) in shims or not _is_program(path):
            continue
        seen.add(identity)
        yield path, source


def shim_folders(environ: Mapping[str, str]) -> set[str]:
    """Folders on PATH whose programs only look up another program: pyenv's, its plugins', asdf's, mise's."""
    folders = environ.get("PATH", "").split(os.pathsep)
    return {folder for folder in folders if os.path.basename(os.path.normpath(folder)) == "shims"}


def is_virtual_environment(path: str) -> bool:
    """Whether the executable lies in a virtual environment (PEP 405)."""
    folder = os.path.dirname(path)
    return any(os.path.exists(os.path.join(place, "pyvenv.cfg")) for place in (folder, os.path.dirname(folder)))


def on_path(name: str, environ: Mapping[str, str]) -> str | None:
    """The first program of that name on PATH that is no shim."""
    shims = shim_folders(environ)
    folders = (folder for folder in environ.get("PATH", "").split(os.pathsep) if folder not in shims)
    paths = (os.path.join(folder, name) for folder in folders if os.path.isabs(folder))
    return next((path for path in paths if _is_program(path)), None)


def _places(environ: Mapping[str, str]) -> Iterator[Candidate]:
    yield host().base_executable, "host"
    for path in environ.get("CUTAWAY_PYTHONS", "").split(os.pathsep):
        if path:
            yield os.path.abspath(os.path.expanduser(path)), "CUTAWAY_PYTHONS"
    for folder in environ.get("PATH", "").split(os.pathsep):
        # A relative entry would start what the working directory holds.
        if os.path.isabs(folder):
            yield from ((path, "PATH") for path in _programs_in(folder))
    yield from ((path, "pyenv") for path in _installed_in(_pyenv_folder(environ)))
    yield from ((path, "uv") for path in _installed_in(_uv_folder(environ)))


def _programs_in(folder: str) -> list[str]:
    try:
        names = [name for name in os.listdir(folder) if NAME.fullmatch(name)]
    except OSError:
        return []
    return [os.path.join(folder, name) for name in sorted(names)]


def _installed_in(folder: Path | None) -> Iterator[str]:
    """The interpreters in a folder of installations, newest name last."""
    if folder is None or not folder.is_dir():
        return
    for installation in sorted(folder.iterdir()):
        yield from _programs_in(str(installation / "bin"))


def _pyenv_folder(environ: Mapping[str, str]) -> Path | None:
    return _below(environ, "PYENV_ROOT", ".pyenv", "versions")


def _uv_folder(environ: Mapping[str, str]) -> Path | None:
    if own := environ.get("UV_PYTHON_INSTALL_DIR"):
        return Path(own)
    return _below(environ, "XDG_DATA_HOME", ".local/share", "uv/python")


def _below(environ: Mapping[str, str], variable: str, default: str, folder: str) -> Path | None:
    """A folder below the one that a variable names, or else below the home folder."""
    if own := environ.get(variable):
        return Path(own, folder)
    return Path(environ["HOME"], default, folder) if environ.get("HOME") else None


def _is_program(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def _one_each(interpreters: Iterable[Interpreter]) -> list[Interpreter]:
    """Each once: a wrapper or a virtual environment is its base again, which stands for it if it was found, too."""
    kept: dict[str, Interpreter] = {}
    for one in interpreters:
        base = os.path.realpath(one.base_executable)
        if base not in kept or (kept[base].is_virtual_environment and not one.is_virtual_environment):
            kept[base] = one
    return list(kept.values())
