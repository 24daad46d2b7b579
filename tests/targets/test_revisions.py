"""A target at a revision, when it is run."""

from __future__ import annotations

import subprocess

import cutaway
from cutaway.targets import target


def test_a_call_at_a_revision_says_where_its_imports_come_from(tmp_path, monkeypatch):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "other.py").write_text("X = 1\n")
    (package / "one.py").write_text("from .other import X\ndef f():\n    return X\n")
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "one")):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    (package / "one.py").write_text("from .other import X\ndef f():\n    return X + 1\n")
    monkeypatch.chdir(package)

    before, after = target("HEAD:package/one.py::f"), target("one.py::f")
    assert before.path == package / "one.py"
    (compared,) = cutaway.diff(before, after, call="target()", layers=["behavior"]).comparisons
    behavior = compared.layer("behavior")
    assert [(change.name, change.before, change.after) for change in behavior.changes] == [("returns", "1", "2")]
    assert any("comes from the working tree, not from HEAD" in note for note in behavior.notes)
