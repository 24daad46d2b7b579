"""From what the user wrote after `--python` to interpreters.

Knows the spellings: a version, a path, `all`. Does not know where interpreters are looked for.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..errors import InterpreterError
from .discovery import ask, on_path, survey
from .interpreter import IRREGULAR, NEWEST, OLDEST, RANGE, Interpreter, Unusable, usable

VERSION = re.compile(r"(?:cpython|python)?-?(?P<number>\d+\.\d+(?:\.\d+(?:(?:a|b|rc)\d+)?)?)(?P<build>t|d|td|dt)?")
BUILDS = {"t": "free-threaded", "d": "debug"}

Search = Callable[[], list[Interpreter | Unusable]]


def select(
    specs: Sequence[str], environ: Mapping[str, str] = os.environ, *, use_cache: bool = True
) -> list[Interpreter]:
    """The interpreters that the specs name, in their order, each once.

    Raises InterpreterError, in one line, for a spec that names none that can be used.
    """
    # One search, however many specs need one, and none for a path.
    found = functools.cache(lambda: survey(environ, use_cache=use_cache))
    chosen = [one for spec in specs for one in _select(spec, found, environ, use_cache)]
    return list(dict.fromkeys(chosen))


def _select(spec: str, found: Search, environ: Mapping[str, str], use_cache: bool) -> list[Interpreter]:
    if spec == "all":
        return _one_a_minor(found())
    if os.sep not in spec and (match := VERSION.fullmatch(spec.lower())):
        return [_of_version(spec, match["number"], match["build"] or "", found())]
    return [_at_path(spec, environ, use_cache)]


def _one_a_minor(found: Sequence[Interpreter | Unusable]) -> list[Interpreter]:
    """The newest regular build of each minor version that cutaway is tested on, oldest first."""
    regular = [one for one in _usable_of(found) if one.is_regular and OLDEST <= one.minor <= NEWEST]
    minors = sorted({one.minor for one in regular})
    if not minors:
        raise InterpreterError(f"no {RANGE} was found; {_what_was(found)}")
    return [_newest([one for one in regular if one.minor == minor]) for minor in minors]


def _of_version(spec: str, number: str, letters: str, found: Sequence[Interpreter | Unusable]) -> Interpreter:
    build = {BUILDS[letter] for letter in letters}
    fitting = [
        one for one in _usable_of(found) if _is_version(one, number) and build == IRREGULAR.intersection(one.build)
    ]
    if fitting:
        return _newest(fitting)
    for one in found:
        if isinstance(one, Unusable) and _is_version(one, number):
            raise InterpreterError(str(one))
    raise InterpreterError(f"no Python {spec} was found; {_what_was(found)}")


def _at_path(spec: str, environ: Mapping[str, str], use_cache: bool) -> Interpreter:
    path = _path_of(spec, environ)
    (found,) = ask([(path, "named")], environ, use_cache=use_cache)
    if isinstance(found, Unusable):
        raise InterpreterError(str(found))
    return usable(found)


def _path_of(spec: str, environ: Mapping[str, str]) -> str:
    """The executable that a path or a bare command names."""
    path = Path(spec).expanduser()
    if spec and path.is_dir():
        return _python_below(path)
    if path.is_file() or os.sep in spec:
        return str(path.absolute())
    command = on_path(spec, environ)
    if command is None:
        raise InterpreterError(f"--python {spec or repr(spec)}: neither a version, nor an executable, nor `all`")
    return command


def _python_below(folder: Path) -> str:
    """The interpreter of a virtual environment or an installation that was named by its folder."""
    path = folder.absolute() / "bin" / "python"
    if not path.exists():
        raise InterpreterError(f"{folder} is a folder without bin/python")
    return str(path)


def _usable_of(found: Sequence[Interpreter | Unusable]) -> list[Interpreter]:
    return [one for one in found if isinstance(one, Interpreter)]


def _is_version(one: Interpreter | Unusable, number: str) -> bool:
    return one.version == number or (number.count(".") == 1 and one.version.startswith(f"{number}."))


def _newest(interpreters: Sequence[Interpreter]) -> Interpreter:
    """The newest final release, or else the newest at all; of equals the first that was found."""
    return max(interpreters, key=lambda one: (one.is_final, one.hexversion))


def _what_was(found: Sequence[Interpreter | Unusable]) -> str:
    versions = [one.label for one in _usable_of(found)]
    return f"found: {', '.join(dict.fromkeys(versions))}" if versions else "no interpreter was found at all"
