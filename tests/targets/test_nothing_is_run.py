"""Static means static: whatever lies about, reading a source executes nothing of the user's."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

TRAP = "open({!r}, 'w').close()\n"

COMMANDS = [
    ("show", "target.py"),
    ("show", "target.py::f"),
    ("diff", "target.py::f", "target.py::C.m"),
    ("async", "target.py::f"),
    ("show", "pkg.mod:f"),
    ("show", "-c", "import token, pkg.mod; exit(3)"),
]


@pytest.fixture
def mined(tmp_path):
    """A folder in which nearly everything that could be imported by accident leaves a trace."""
    trap = TRAP.format(str(tmp_path / "RAN"))
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text(trap)
    text = trap + "@print('decorator')\ndef f(a=print('default')): pass\nclass C:\n    def m(self): pass\n"
    (tmp_path / "target.py").write_text(text)
    (tmp_path / "pkg" / "mod.py").write_text(text)
    modules = (
        "token tokenize ast dis json re symtable sitecustomize usercustomize encodings codecs inspect site linecache"
    )
    for name in modules.split():
        (tmp_path / f"{name}.py").write_text(trap)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_of_the_folder_runs(mined, python, command):
    environment = {**os.environ, "PYTHONSTARTUP": str(mined / "target.py")}
    # -P keeps the host from importing the mines itself; the probe has to see to that alone.
    outcome = subprocess.run(
        [sys.executable, "-P", "-m", "cutaway", *command, "--python", python.executable],
        cwd=mined,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert outcome.returncode in {0, 1}, outcome.stderr
    assert not (mined / "RAN").exists()
    assert "decorator" not in outcome.stdout.split("\n")
