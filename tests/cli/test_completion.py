"""What a shell completes, asked as the shells ask: argcomplete's variables, and its answer on descriptor 8."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(sys.executable).parent
SHELLS = ("bash", "zsh", "fish")

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
pytestmark = needs_bash


@pytest.fixture(autouse=True)
def samples(tmp_path):
    (tmp_path / "before.py").write_text("x = 1\n")
    (tmp_path / "after.py").write_text("x = 2\n")
    return tmp_path


def asked(folder, line, **wishes):
    """What is offered at the end of the line, as the shell's function asks for it."""
    asking = {
        "_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "COMP_LINE": line, "COMP_POINT": str(len(line)), "COMP_TYPE": "9", **wishes,
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", '"$@" 8>&1 9>&2 1>/dev/null', "bash", sys.executable, "-m", "cutaway"],
        cwd=folder, env={**os.environ, **asking}, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cutaway ", ["show", "diff", "check", "async", "explain", "fingerprint", "pythons"]),
        ("cutaway d", ["diff"]),
        ("cutaway --v", ["--version"]),
        ("cutaway diff --s", ["--same", "--show-trials", "--show-caches", "--show-offsets", "--show-positions"]),
        ("cutaway pythons --", ["--help", "--no-cache", "--format", "--output", "--color"]),
        ("cutaway diff --layer ", ["source", "tokens", "ast", "symbols", "code", "bytecode", "behavior"]),
        ("cutaway diff before.py --same b", ["bytecode"]),
        ("cutaway diff before.py -l tokens --layer=a", ["ast"]),
        ("cutaway show -f ", ["text", "json", "markdown", "org"]),
        ("cutaway show --color=a", ["auto", "always"]),
        ("cutaway diff b", ["before.py"]),
        ("cutaway diff before.py a", ["after.py"]),
        ("cutaway diff before.py --layer ast a", ["after.py"]),
        ("cutaway diff --layer ast before.py a", ["after.py"]),
        ("cutaway diff -c x=1 --full a", ["after.py"]),
        ("cutaway show before.py -o a", ["after.py"]),
        ("cutaway show before.py --call b", []),
        ("cutaway explain b", []),
        ("cutaway check be", ["before.py"]),
        ("cutaway check --same ", ["tokens", "ast", "symbols", "code"]),
        ("cutaway nonsense b", []),
    ],
)
def test_what_is_offered(samples, line, offered):
    found = [word.removeprefix("--layer=").removeprefix("--color=").rstrip() for word in asked(samples, line)]
    assert found == offered


def test_a_shell_that_shows_descriptions_is_told_them(samples):
    (told,) = asked(samples, "cutaway py", _ARGCOMPLETE_DFS="\t", _ARGCOMPLETE_SHELL="fish")
    assert told.split("\t") == ["pythons", "The interpreters that were found, and what each can show."]
    (told,) = asked(samples, "cutaway py", _ARGCOMPLETE_SHELL="zsh")
    assert told == "pythons:The interpreters that were found, and what each can show."


def test_bash_completes_through_its_own_function(samples):
    path = os.pathsep.join([str(SCRIPTS), os.environ["PATH"]])
    script = """
        eval "$(register-python-argcomplete cutaway)"
        COMP_LINE="cutaway diff --layer t"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
        _python_argcomplete cutaway
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "-c", script], cwd=samples, env={**os.environ, "PATH": path}, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["tokens"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_line_of_the_documentation_knows_the_shell(shell):
    done = subprocess.run(
        [SCRIPTS / "register-python-argcomplete", "--shell", shell, "cutaway"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "_ARGCOMPLETE" in done.stdout
