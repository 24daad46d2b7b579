"""Static means static: nothing of the user's runs in a static probe, wherever it lies and whatever it is called."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway.interpreters import Probe
from cutaway.interpreters.identifying import identify

NAMES = [
    "ast",
    "base64",
    "binascii",
    "collections",
    "dis",
    "enum",
    "functools",
    "importlib",
    "inspect",
    "json",
    "keyword",
    "opcode",
    "os",
    "re",
    "resource",
    "sitecustomize",
    "symtable",
    "token",
    "tokenize",
    "types",
    "usercustomize",
    "warnings",
]


@pytest.fixture
def trapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory full of modules that leave a trace when they run, on every way into an interpreter."""
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "token.py"))
    monkeypatch.setenv("PYTHONUSERBASE", str(tmp_path))
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.setenv("PYTHONINSPECT", "1")
    return tmp_path


def test_the_trap_works(trapped):
    """Without isolation the same folder does run: the tests below can fail."""
    subprocess.run(
        [sys.executable, "-c", "import json, token"], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    assert (trapped / "ran").exists()


def test_asking_who_it_is_runs_nothing(python, trapped):
    assert identify(python.executable, "named").version == python.version
    assert not (trapped / "ran").exists()


def test_capturing_runs_nothing(python, trapped):
    text = f"open({str(trapped / 'ran')!r}, 'a').write('the source')\nimport token\n".encode()
    source = {"content": base64.b64encode(text).decode(), "filename": str(trapped / "token.py"), "kind": "source"}
    layers = ["source", "tokens", "ast", "symbols", "code", "bytecode"]
    with Probe(python) as probe:
        (captured,) = probe.ask({"op": "capture", "sources": [source], "layers": layers, "optimize": None})["captures"]
    assert all("facts" in captured["layers"][layer] for layer in layers)
    assert not (trapped / "ran").exists()


def test_old_pythons_run_nothing_either(trapped):
    """2.7 has no `-I`: the question itself must keep the working directory out."""
    path = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions", "2.7.18", "bin", "python")
    if not path.exists():
        pytest.skip("no Python 2.7 here")
    assert identify(str(path), "named").version == "2.7.18"
    assert not (trapped / "ran").exists()


def test_compiled_probe_goes_to_the_cache_and_nothing_else_does(python, tmp_path, monkeypatch):
    monkeypatch.setenv("CUTAWAY_CACHE_DIR", str(tmp_path))
    with Probe(python) as probe:
        probe.ask({"op": "identify"})
    compiled = list(tmp_path.rglob("*.pyc"))
    assert any(path.name.startswith("server.") for path in compiled)
    assert {path.parent.name for path in compiled} == {"probe"}


def test_without_cache_nothing_is_written(python, tmp_path, monkeypatch):
    monkeypatch.setenv("CUTAWAY_CACHE_DIR", str(tmp_path))
    with Probe(python, use_cache=False) as probe:
        assert probe.ask({"op": "identify"})["ok"]
    assert list(tmp_path.iterdir()) == []
