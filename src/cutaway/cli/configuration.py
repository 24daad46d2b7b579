"""Defaults for options: `[tool.cutaway]` of the nearest pyproject.toml that has one, over it variables `CUTAWAY_*`.

Knows which settings there are, where they may stand and of what type they are. Does not know what a command does.
"""

from __future__ import annotations

import os
import tomllib
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..checks.exemptions import EXEMPTIONS
from ..checks.gate import GATES
from ..errors import UsageError
from ..report import CHECK_FORMATS
from .values import Number, one_of

FILE = "pyproject.toml"
SECTION = "tool.cutaway"
YES_AND_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

Read = Callable[[str], Any]


class Setting(NamedTuple):
    """One setting: the option that it is a default of, how a word of it is read, and of what type it is in TOML."""

    dest: str
    read: Read
    type: type
    noun: str

    def from_toml(self, value: object) -> Any:
        """The option's value. Raises ArgumentTypeError, as the readers of options do."""
        if self.type is list:
            words = [value] if isinstance(value, str) else value
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise ArgumentTypeError(f"{value!r} is not {self.noun}")
            return [self.read(word) for word in words]
        # A bool is an int in Python, and not in TOML.
        if type(value) is not self.type:
            raise ArgumentTypeError(f"{value!r} is not {self.noun}")
        return value if self.type is bool else self.read(str(value))

    def from_variable(self, text: str) -> Any:
        """The option's value, of a list the words between commas. Raises ArgumentTypeError."""
        if self.type is list:
            return [self.read(word.strip()) for word in text.split(",") if word.strip()]
        return self.read(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in YES_AND_NO:
        raise ArgumentTypeError(f"{text!r} is neither 1 nor 0")
    return YES_AND_NO[text.lower()]


def _listed(dest: str, read: Read = str) -> Setting:
    return Setting(dest, read, list, "a list of strings")


SETTINGS = {
    "same": Setting("same", one_of(GATES), str, "a string"),
    "allow": _listed("allow", one_of(tuple(EXEMPTIONS))),
    "count-positions": Setting("count_positions", _yes_or_no, bool, "true or false"),
    "python": _listed("pythons"),
    "exclude": _listed("exclude"),
    "workers": Setting("workers", Number(int, "x>=1", lambda number: number < 1), int, "an integer"),
    "optimize": Setting("optimize", Number(int, "0<=x<=2", lambda level: not 0 <= level <= 2), int, "an integer"),
    "format": Setting("form", one_of(CHECK_FORMATS), str, "a string"),
}
"""What `check` reads, by the name of the option."""


def completed(
    given: Mapping[str, Any], environ: Mapping[str, str] = os.environ, folder: Path | None = None
) -> dict[str, Any]:
    """The options as they were given; those that were not, as the variables say, else as pyproject.toml says.

    Raises:
        UsageError: a setting that there is not, or of another type; the file cannot be read.
    """
    found = {**dict(_of_file(folder or Path.cwd())), **dict(_of_environment(environ))}
    return {dest: value if _is_given(value) else found.get(dest, value) for dest, value in given.items()}


def _is_given(value: object) -> bool:
    """Level 0 of --optimize is given, too."""
    return not (value is None or value is False or value == [])


def _of_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for name, setting in SETTINGS.items():
        variable = f"CUTAWAY_{name.replace('-', '_').upper()}"
        if text := environ.get(variable, "").strip():
            yield setting.dest, _read(variable, setting.from_variable, text)


def _of_file(folder: Path) -> Iterator[tuple[str, Any]]:
    for path in (above / FILE for above in (folder, *folder.parents)):
        section = _section(path)
        if section is None:
            continue
        for name, value in section.items():
            if name not in SETTINGS:
                raise UsageError(f"{path}: [{SECTION}] knows no {name!r}: it knows {', '.join(SETTINGS)}")
            yield SETTINGS[name].dest, _read(f"{path}: [{SECTION}] {name}", SETTINGS[name].from_toml, value)
        return


def _section(path: Path) -> Mapping[str, Any] | None:
    """The section of a file, None where the file is not there or has none."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None
    tool = document.get("tool", {})
    section = tool.get("cutaway") if isinstance(tool, dict) else None
    if section is not None and not isinstance(section, dict):
        raise UsageError(f"{path}: {SECTION} is not a table")
    return section


def _read(where: str, read: Callable[[Any], Any], value: object) -> Any:
    try:
        return read(value)
    except ArgumentTypeError as error:
        raise UsageError(f"{where}: {error}") from None
