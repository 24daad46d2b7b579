"""Strangers that are asked who they are: whatever they do, one clear line and nothing left running."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cutaway.interpreters.identifying import identify
from cutaway.interpreters.interpreter import Interpreter, Unusable


def why(path: str, patience: float = 5.0) -> Unusable:
    found = identify(path, "named", patience)
    assert isinstance(found, Unusable)
    return found


def test_real_interpreters_say_who_they_are(python):
    found = identify(python.executable, "named")
    assert isinstance(found, Interpreter)
    assert (found.version, found.implementation, found.is_virtual_environment) == (python.version, "CPython", False)


def test_silent(script, left_running):
    found = why(script("silent", "exit 0"))
    assert found.why == "is no Python interpreter: it printed nothing and ended with status 0"
    assert not found.may_change


def test_garbage(script, left_running):
    assert "it printed 'how do you do?'" in why(script("garbage", "echo how do you do?")).why


def test_garbage_that_is_not_text(script):
    assert "\\xff" in why(script("binary", r"printf '\377\376\033[31m'")).why


def test_crash_names_the_signal(script, left_running):
    found = why(script("crashing", "kill -SEGV $$"))
    assert found.why == "died of SIGSEGV at its start"
    assert found.may_change


def test_hang_is_ended_with_all_it_started(script, left_running):
    found = why(script("slow", "sleep 1000 & sleep 1001"), patience=0.3)
    assert found.why == "did not answer within 0.3 s"
    assert found.may_change


def test_closed_output(script, left_running):
    assert why(script("mute", "exec >&- 2>&-; exec sleep 1000")).why == "closed its output instead of answering"


def test_what_it_leaves_behind_is_ended(script, left_running):
    why(script("leaving", "sleep 1000 & exit 0"), patience=0.3)


def test_flood_is_not_read_to_its_end(script, left_running):
    found = why(script("flooding", "exec yes"))
    assert found.why.startswith("is no Python interpreter: it printed 'y\\ny")
    assert found.why.endswith("without end")


def test_shim_without_target(script):
    found = why(script("python", "exit 127"))
    assert found.is_shim
    assert found.may_change


def test_frame_without_identity(script):
    assert why(script("hollow", "printf 'cutaway1 2\\n{}\\n'")).why.startswith("is no Python interpreter")


def test_frame_that_is_no_json(script):
    assert why(script("mad", "printf 'cutaway1 4\\n{]}{\\n'")).why.startswith("is no Python interpreter")


@pytest.mark.parametrize("name", ["nothing", "folder"])
def test_what_is_no_program(tmp_path, name):
    (tmp_path / "folder").mkdir()
    assert why(str(tmp_path / name)).why.startswith("cannot be started: ")


def test_text_file_that_may_be_executed(tmp_path):
    path = tmp_path / "note"
    path.write_text("hello")
    path.chmod(0o755)
    assert why(str(path)).why == "is no program that can be started"


def test_wrapper_that_prints_first_is_heard(script):
    found = identify(script("noisy", f'echo welcome\nexec {sys.executable} "$@"'), "named")
    assert isinstance(found, Interpreter)
    assert found.version_info == sys.version_info[:3]


@pytest.mark.parametrize("version", ["2.7.18", "3.6.15", "3.7.16"])
def test_old_pythons_say_which_they_are(version):
    path = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions", version, "bin", "python")
    if not path.exists():
        pytest.skip(f"no Python {version} here")
    found = identify(str(path), "named")
    assert isinstance(found, Interpreter)
    assert found.refusal == f"is Python {version}; cutaway reads CPython 3.8 to 3.15"


def test_virtual_environment_knows_its_base(tmp_path):
    base = Path(sys._base_executable).resolve()
    (tmp_path / "bin").mkdir()
    (tmp_path / "pyvenv.cfg").write_text(f"home = {base.parent}\n")
    (tmp_path / "bin" / "python").symlink_to(base)
    found = identify(str(tmp_path / "bin" / "python"), "named")
    assert isinstance(found, Interpreter)
    assert found.is_virtual_environment
    assert found.executable == str(tmp_path / "bin" / "python")
    assert Path(found.static_executable).resolve() == base
    assert tmp_path not in Path(found.static_executable).parents
