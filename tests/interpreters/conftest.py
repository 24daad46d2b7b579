"""Fake interpreters: executables that do instead of answering what broken ones do; and a search for what they leave."""

from __future__ import annotations

import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
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


@pytest.fixture
def left_running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """Name every process that this test started, or that those started, and that is still there."""
    mark = f"CUTAWAY_TEST_MARK={uuid.uuid4().hex}"
    monkeypatch.setenv(*mark.split("="))
    if not Path("/proc/self").is_dir():
        pytest.skip("needs /proc to see other processes")

    def search() -> list[str]:
        # a killed process takes a moment to leave
        deadline = time.monotonic() + 2
        while (found := _marked(mark)) and time.monotonic() < deadline:
            time.sleep(0.02)
        return found

    yield search
    assert search() == []


def _marked(mark: str) -> list[str]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
    return found
