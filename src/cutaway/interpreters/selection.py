"""From what the user wrote after `--python` to interpreters.

Knows the spellings: a version, a path, `all`. Does not know where interpreters are looked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from ..errors import InterpreterError
from .discovery import ask, on_path, survey
from .interpreter import NEWEST, OLDEST, RANGE, Interpreter, Unusable, host

VERSION = re.compile(r"(?:cpython|python)?-?(?P<number>\d+\.\d+(?:\.\d+(?:(?:a|b|rc)\d+)?)?)(?P<build>t|d|td|dt)?")
BUILDS = {"t": "free-threaded", "d": "debug"}

Survey = Callable[[], list[Interpreter | Unusable]]


def select(
    specs: Sequence[str], environ: Mapping[str, str] = os.environ, *, use_cache: bool = True
) -> list[Interpreter]:
    """The interpreters that the specs name, in their order, each once; without a spec the one that we run on.

    Raises InterpreterError, in one line, for a spec that names none that can be used.
    """
    if not specs:
        return [_usable(host())]
    # One search, however many specs need one, and none for a path.
    found = cache(lambda: survey(environ, use_cache=use_cache))
    chosen = [one for spec in specs for one in _select(spec, found, environ, use_cache)]
    return list(dict.fromkeys(chosen))


def _select(spec: str, found: Survey, environ: Mapping[str, str], use_cache: bool) -> list[Interpreter]:
    if spec == "all":
        return _one_a_minor(found())
    if os.sep not in spec and (match := VERSION.fullmatch(spec.lower())):
        return [_of_version(spec, match["number"], match["build"] or "", found())]
    return [_at_path(spec, environ, use_cache)]


def _one_a_minor(found: Sequence[Interpreter | Unusable]) -> list[Interpreter]:
    """The newest regular build of each minor version that cutaway is tested on, oldest first."""
    regular = [one for one in _cpythons(found) if one.is_regular and OLDEST <= one.minor <= NEWEST]
    minors = sorted({one.minor for one in regular})
    if not minors:
        raise InterpreterError(f"no {RANGE} was found; {_what_was(found)}")
    return [_newest([one for one in regular if one.minor == minor]) for minor in minors]


def _of_version(spec: str, number: str, letters: str, found: Sequence[Interpreter | Unusable]) -> Interpreter:
    build = {BUILDS[letter] for letter in letters}
    fitting = [
        one
        for one in _cpythons(found)
        if _is_version(one, number) and build == {flag for flag in one.build if flag in BUILDS.values()}
    ]
    if not fitting:
        raise InterpreterError(f"no Python {spec} was found; {_what_was(found)}")
    usable = [one for one in fitting if one.refusal is None]
    return _newest(usable) if usable else _usable(fitting[0])


def _at_path(spec: str, environ: Mapping[str, str], use_cache: bool) -> Interpreter:
    path = _path_of(spec, environ)
    (found,) = ask([(path, "named")], environ, use_cache=use_cache)
    if isinstance(found, Unusable):
        raise InterpreterError(str(found))
    return _usable(found)


def _path_of(spec: str, environ: Mapping[str, str]) -> str:
    """The executable that a path or a bare command names."""
    path = os.path.expanduser(spec)
    if os.path.isdir(path):
        return _python_below(path)
    if os.path.exists(path) or os.sep in path:
        return os.path.abspath(path)
    command = on_path(path, environ)
    if command is None:
        raise InterpreterError(f"--python {spec}: neither a version, nor an executable, nor `all`")
    return command


def _python_below(folder: str) -> str:
    """The interpreter of a virtual environment or an installation that was named by its folder."""
    path = os.path.join(os.path.abspath(folder), "bin", "python")
    if not os.path.exists(path):
        raise InterpreterError(f"{folder} is a folder without bin/python")
    return path


def _cpythons(found: Sequence[Interpreter | Unusable]) -> list[Interpreter]:
    return [one for one in found if isinstance(one, Interpreter) and one.implementation == "CPython"]


def _is_version(one: Interpreter, number: str) -> bool:
    parts = tuple(number.split("."))
    return one.version == number or (len(parts) == 2 and one.minor == tuple(map(int, parts)))


def _newest(interpreters: Sequence[Interpreter]) -> Interpreter:
    """The newest final release, or else the newest at all; of equals the first that was found."""
    return max(interpreters, key=lambda one: (one.is_final, one.hexversion))


def _usable(one: Interpreter) -> Interpreter:
    if one.refusal is not None:
        raise InterpreterError(f"{one.executable} {one.refusal}")
    return one


def _what_was(found: Sequence[Interpreter | Unusable]) -> str:
    versions = [one.label for one in found if isinstance(one, Interpreter)]
    return f"found: {', '.join(dict.fromkeys(versions))}" if versions else "no interpreter was found at all"
