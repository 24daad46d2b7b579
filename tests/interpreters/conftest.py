"""Fake interpreters: executables that do instead of answering what broken ones do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., str]


@pytest.fixture
def script(tmp_path: Path) -> Write:
    """Write an executable: `script("name", "text of a shell script")`."""

    def write(name: str, body: str, shebang: str = "/bin/sh") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!{shebang}\n{body}\n")
        path.chmod(0o755)
        return str(path)

    return write


def identity(path: str, version: str, **other: Any) -> dict[str, Any]:
    """What an interpreter of that version would say of itself."""
    number = version.partition("rc")[0]
    major, minor, micro = map(int, number.split("."))
    level = 0xC0 if "rc" in version else 0xF0
    known = {
        "implementation": "CPython",
        "version": version,
        "hexversion": major << 24 | minor << 16 | micro << 8 | level,
        "executable": path,
        "base_executable": path,
        "is_virtual_environment": False,
        "build": [],
        "magic": "00000000",
    }
    return known | other


@pytest.fixture
def claiming(script: Write, tmp_path: Path) -> Write:
    """Write an executable that claims an identity, notes in `asked` that it was asked, and does no more."""

    def write(name: str, version: str, **other: Any) -> str:
        said = json.dumps(identity(str(tmp_path / name), version, **other))
        return script(name, f"echo {name} >> {tmp_path}/asked\ncat <<'END'\ncutaway1 {len(said)}\n{said}\nEND")

    return write


AFTER_GREETING = """
import json, os, signal, sys, time
said = {identity!r}

def frame(message):
    content = json.dumps(message)
    sys.stdout.write("cutaway1 %d\\n%s" % (len(content), content))
    sys.stdout.flush()

def heard():
    length = int(sys.stdin.readline().split()[1])
    return json.loads(sys.stdin.read(length))

heard()
frame({{"ok": True, "python": said}})
heard()
{body}
"""


@pytest.fixture
def turning(script: Write, tmp_path: Path) -> Write:
    """Write an executable that greets as a probe does, and then does something else with the first request."""

    def write(name: str, body: str, version: str = "3.12.1") -> str:
        said = identity(str(tmp_path / name), version)
        return script(name, AFTER_GREETING.format(identity=said, body=body), shebang=f"{sys.executable} -ISB")

    return write
