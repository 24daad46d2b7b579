"""What an interpreter is to cutaway: which one, where, of what build, and whether the probe can run in it.

Knows the range of versions that cutaway reads. Does not know how interpreters are found or asked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

from ..errors import InterpreterError

OLDEST = (3, 8)
NEWEST = (3, 15)
"""The CPythons that cutaway is tested on."""

RANGE = f"CPython {'.'.join(map(str, OLDEST))} to {'.'.join(map(str, NEWEST))}"

IRREGULAR = frozenset({"debug", "free-threaded"})
"""Builds that are not what `--python 3.13` means; one that can have its JIT turned on is regular."""


class Interpreter(NamedTuple):
    """One interpreter that answered.

    `executable` is the path it was found at, `version_info` its (major, minor, micro), `build` what sets its build
    apart ("debug", "free-threaded", "jit"), `magic` the hex of its .pyc magic number, `source` where it was found
    ("host", "CUTAWAY_PYTHONS", "PATH", "pyenv", "uv", "named"). `base_executable` is what a virtual environment was
    made from.
    """

    executable: str
    implementation: str
    version: str
    version_info: tuple[int, int, int]
    build: tuple[str, ...] = ()
    magic: str = ""
    base_executable: str = ""
    source: str = "named"
    is_virtual_environment: bool = False
    hexversion: int = 0

    @property
    def label(self) -> str:
        """What a reader is told: `CPython 3.13.0`, `CPython 3.13.0 (free-threaded)`."""
        irregular = [flag for flag in self.build if flag in IRREGULAR]
        return f"{self.implementation} {self.version}" + (f" ({', '.join(irregular)})" if irregular else "")

    @property
    def minor(self) -> tuple[int, int]:
        """The (major, minor) version."""
        return self.version_info[:2]

    @property
    def is_regular(self) -> bool:
        """Whether it is neither a debug nor a free-threaded build."""
        return not IRREGULAR.intersection(self.build)

    @property
    def is_final(self) -> bool:
        """Whether it is no alpha, beta or release candidate."""
        return self.version == ".".join(map(str, self.version_info))

    @property
    def refusal(self) -> str | None:
        """Why the probe does not run in it, as the end of a sentence that its path begins; None where it does."""
        if self.implementation != "CPython":
            return f"is {self.implementation} {self.version}; cutaway reads {RANGE}"
        if self.minor < OLDEST:
            return f"is Python {self.version}; cutaway reads {RANGE}"
        return None

    @property
    def note(self) -> str | None:
        """What a user should know before trusting its answers, None where there is nothing."""
        if self.refusal is None and self.minor > NEWEST:
            return f"{self.label} was not tried: cutaway is tested on {RANGE}"
        return None

    @property
    def can(self) -> str:
        """What it can show, in a few words."""
        if self.refusal is not None:
            return f"nothing: {self.refusal}"
        return "every layer" if self.note is None else f"every layer, not tried: newer than {RANGE}"

    @property
    def static_executable(self) -> str:
        """What the static layers are read with: a virtual environment's base (DECISIONS, 25)."""
        if self.is_virtual_environment and os.path.exists(self.base_executable):
            return self.base_executable
        return self.executable

    def to_json(self) -> dict[str, Any]:
        """Return its identity as JSON values."""
        return {
            "implementation": self.implementation,
            "version": self.version,
            "executable": self.executable,
            "base_executable": self.base_executable,
            "build": list(self.build),
            "magic": self.magic,
            "is_virtual_environment": self.is_virtual_environment,
            "found_in": self.source,
            "shows": self.can,
        }


class Unusable(NamedTuple):
    """An executable that looks like an interpreter and cannot be used; `why` ends a sentence that `path` begins.

    `implementation` and `version` are empty where it did not say them. `may_change` is true where it may answer the
    next time it is asked; `is_shim` where it looked for another program and found none.
    """

    path: str
    why: str
    source: str = "named"
    may_change: bool = False
    implementation: str = ""
    version: str = ""
    is_shim: bool = False

    def __str__(self) -> str:
        return f"{self.path} {self.why}"

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "implementation": self.implementation,
            "version": self.version,
            "executable": self.path,
            "build": [],
            "found_in": self.source,
            "shows": f"nothing: {self.why}",
        }


def as_unusable(refused: Interpreter) -> Unusable:
    """An interpreter with a refusal, as one that cannot be used."""
    return Unusable(
        path=refused.executable,
        why=refused.refusal or "",
        source=refused.source,
        implementation=refused.implementation,
        version=refused.version,
    )


def from_identity(path: str, identity: Mapping[str, Any], source: str) -> Interpreter:
    """Make an interpreter of what the one at `path` says of itself.

    Raises KeyError, TypeError or ValueError where that is nonsense.
    """
    hexversion = int(identity["hexversion"])
    return Interpreter(
        executable=path,
        implementation=str(identity["implementation"]),
        version=str(identity["version"]),
        # PY_VERSION_HEX: one byte each for major, minor and micro, then the release level and serial
        version_info=(hexversion >> 24, hexversion >> 16 & 0xFF, hexversion >> 8 & 0xFF),
        build=tuple(str(flag) for flag in identity["build"]),
        magic=str(identity["magic"]),
        base_executable=str(identity["base_executable"]) or path,
        source=source,
        is_virtual_environment=bool(identity["is_virtual_environment"]),
        hexversion=hexversion,
    )


def usable(one: Interpreter) -> Interpreter:
    """The same interpreter. Raises InterpreterError where the probe does not run in it."""
    if one.refusal is not None:
        raise InterpreterError(f"{one.executable} {one.refusal}")
    return one


def host() -> Interpreter:
    """The interpreter that runs cutaway, without starting it again."""
    # by name: the probe has no annotations that a type checker could follow
    identity = import_module("cutaway.probe.identity").identity()
    return from_identity(identity["executable"] or sys.executable, identity, "host")


def host_note(environ: Mapping[str, str] = os.environ) -> str | None:
    """One sentence where the active virtual environment is not the one that cutaway runs in; None otherwise."""
    active = environ.get("VIRTUAL_ENV")
    if not active or os.path.realpath(active) == os.path.realpath(sys.prefix):
        return None
    there = os.path.join(active, "bin", "python")
    return f"cutaway runs on {host().label}, not on VIRTUAL_ENV's interpreter: --python {there} asks that one"
