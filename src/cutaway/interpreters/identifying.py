"""Asks an executable who it is, and remembers what it said.

Knows what a stranger may do instead of answering: hang, crash, print, be no interpreter at all.
Does not know where it was found.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .cache import read_document, write_document
from .children import Child, signal_name
from .frames import MARK, shown
from .interpreter import Interpreter, Unusable, from_identity
from .probing import PROBE_FOLDER

PATIENCE = 5.0
"""Seconds for an executable to say who it is; an interpreter takes a fiftieth of one, a cold disk a few."""

MOST_OUTPUT = 1 << 16

FLAGS = ("-E", "-s", "-S")
"""Isolation that Python 2.7 knows, too; `-I` would be an unknown option there. ASKING does the rest of it."""

SHIM_WITHOUT_TARGET = 127
"""The exit status of a shim whose interpreter is not active here, as a shell's for a command not found."""


def identify(path: str, source: str, patience: float = PATIENCE) -> Interpreter | Unusable:
    """Start the executable and have it say who it is."""
    try:
        child = Child([path, *FLAGS, "-c", _asking()], errors=subprocess.STDOUT)
    except OSError as error:
        return Unusable(path, _not_started(error), source, may_change=_may_pass(error))
    try:
        with child.time_limit(patience):
            output = child.stdout.read(MOST_OUTPUT)
        status = child.end(patience=0 if len(output) == MOST_OUTPUT else 1)
    except BaseException:
        child.end()
        raise
    if child.timed_out:
        return Unusable(path, f"did not answer within {patience:g} s", source, may_change=True)
    if len(output) == MOST_OUTPUT:
        return Unusable(path, f"is no Python interpreter: it printed {shown(output)} without end", source)
    if child.lingered:
        return Unusable(path, "closed its output instead of answering", source, may_change=True)
    return _judged(path, source, output, status)


@cache
def _asking() -> str:
    """Python text, valid on 2.7, that prints the identity as a frame.

    `-c` puts the working directory on `sys.path`, and a `json.py` there must not run: it is taken off first.
    """
    identity = Path(PROBE_FOLDER, "identity.py").read_text(encoding="utf-8")
    return (
        "import sys\nsys.path[:] = [entry for entry in sys.path if entry]\n"
        f"{identity}\n"
        "import json\n"
        "answer = json.dumps(identity())\n"
        f"sys.stdout.write({MARK.decode('ascii')!r} + str(len(answer)) + '\\n' + answer + '\\n')\n"
    )


def _judged(path: str, source: str, output: bytes, status: int) -> Interpreter | Unusable:
    identity = _answer_in(output)
    if identity is not None:
        try:
            return from_identity(path, identity, source)
        except (KeyError, TypeError, ValueError):
            return Unusable(path, f"is no Python interpreter: it sent {shown(output)}", source)
    if status < 0:
        return Unusable(path, f"died of {signal_name(status)} at its start", source, may_change=True)
    why = f"is no Python interpreter: {_doings(output, status)}"
    return Unusable(path, why, source, may_change=status != 0, is_shim=status == SHIM_WITHOUT_TARGET)


def _answer_in(output: bytes) -> Mapping[str, Any] | None:
    """The identity in what was printed: a wrapper may print before it, and what it starts may print after it."""
    _, mark, rest = output.rpartition(MARK)
    digits, _, content = rest.partition(b"\n")
    if not (mark and digits.isdigit()):
        return None
    try:
        identity = json.loads(content[: int(digits)])
    except ValueError:
        return None
    return identity if isinstance(identity, dict) else None


def _doings(output: bytes, status: int) -> str:
    printed = f"it printed {shown(output)}" if output.strip() else "it printed nothing"
    return f"{printed} and ended with status {status}"


def _not_started(error: OSError) -> str:
    if error.errno == errno.ENOEXEC:
        return "is no program that can be started"
    return f"cannot be started: {error.strerror}"


def _may_pass(error: OSError) -> bool:
    return error.errno not in {errno.ENOEXEC, errno.ENOENT, errno.EACCES, errno.ENOTDIR}


class Memory:
    """What executables said of themselves, kept between runs.

    An answer holds while the file and our question, kept beside it, stay the same. What may change by itself (a
    time-out, a crash, a shim) is not kept. Without a folder nothing is kept.
    """

    def __init__(self, folder: str | None) -> None:
        self._file = None if folder is None else Path(folder, "interpreters.json")
        self._said: dict[str, Any] = {}
        self._is_changed = False
        if self._file is not None:
            document = read_document(self._file)
            if document.get("question") == _asking() and isinstance(document.get("said"), dict):
                self._said = document["said"]

    def recall(self, path: str, source: str) -> Interpreter | Unusable | None:
        """What the executable said before, None where that is not known or may no longer hold."""
        entry = self._said.get(path)
        try:
            if entry is None or entry["file"] != _state(path):
                return None
            if "unusable" in entry:
                return Unusable(path, str(entry["unusable"]), source)
            return from_identity(path, entry["identity"], source)
        except (OSError, KeyError, TypeError, ValueError):  # gone, or somebody else wrote that cache
            return None

    def keep(self, found: Interpreter | Unusable) -> None:
        """Remember one answer, unless it may change by itself."""
        path: str
        entry: dict[str, Any]
        if isinstance(found, Unusable):
            path, entry = found.path, {"unusable": found.why}
            if found.may_change:
                return
        else:
            path, entry = found.executable, {"identity": found._asdict()}
        try:
            self._said[path] = {"file": _state(path), **entry}
        except OSError:
            return
        self._is_changed = True

    def save(self) -> None:
        """Write what is new."""
        if self._file is not None and self._is_changed:
            write_document(self._file, {"question": _asking(), "said": self._said})


def _state(path: str) -> list[Any]:
    """What tells that a file is still the one that was asked."""
    stat = Path(path).stat()
    return [os.path.realpath(path), stat.st_mtime_ns, stat.st_size]
