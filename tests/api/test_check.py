"""`cutaway.check`: files, folders and a real repository, and what the answer says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import cutaway


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with one commit of two files, and the working directory in it; nobody's configuration counts."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text("def f(x):\n    return x + 1\n")
    Path("b.py").write_text("y = f(1)\n")
    git("init", "-q", "-b", "main")
    git("add", ".")
    commit("first")
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def commit(message: str) -> None:
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", message)


def depths(found: cutaway.Check) -> dict[str, str | None]:
    return {file.path: file.deepest for file in found.files}


def test_the_working_tree_against_head(repository):
    Path("a.py").write_text("def f(x):\n    return (x + 1)\n")
    Path("b.py").write_text("y = g(1)\n")
    found = cutaway.check(same="ast")
    assert depths(found) == {"a.py": "tokens", "b.py": "bytecode"}
    assert found.holds is False
    assert found.counts == {"tokens": 1, "bytecode": 1}


def test_revisions_and_the_index(repository):
    Path("a.py").write_text("def f(x):\n    # why\n    return x + 1\n")
    git("add", "a.py")
    assert depths(cutaway.check(staged=True, same="tokens")) == {"a.py": "source"}
    commit("second")
    assert cutaway.check().files == ()
    assert cutaway.check(revisions="HEAD~1..HEAD", same="tokens").holds is True


def test_paths_limit_it(repository):
    Path("a.py").write_text("def f(x):\n    return (x + 1)\n")
    Path("b.py").write_text("y = g(1)\n")
    assert depths(cutaway.check(paths="a.py")) == {"a.py": "tokens"}
    assert cutaway.check(paths=["a.py"], same="code").holds is True
    with pytest.raises(cutaway.UsageError, match="compared whole"):
        cutaway.check("a.py", "b.py", paths="a.py")


def test_a_function_that_became_a_coroutine_function_is_told_with_its_calls(repository):
    Path("b.py").write_text("from a import f\n\nif f(1):\n    y = 1\n")
    git("add", ".")
    commit("second")
    Path("a.py").write_text("async def f(x):\n    return x + 1\n")
    (kind,) = cutaway.check().answer.boundary
    assert (kind.qualname, kind.kind_after) == ("f", "coroutine function")
    assert [(call.path, call.line, call.use) for call in kind.calls] == [("b.py", 3, "condition")]


def test_two_folders_and_exclusion(tmp_path):
    for folder, value in (("old", "f"), ("new", "g")):
        (tmp_path / folder / "made").mkdir(parents=True)
        for name in ("a.py", "made/b.py", "notes.txt"):
            (tmp_path / folder / name).write_text(f"x = {value}\n")
    assert set(depths(cutaway.check(tmp_path / "old", tmp_path / "new"))) == {"a.py", "made/b.py"}
    found = cutaway.check(tmp_path / "old", tmp_path / "new", exclude=["made/"], workers=1)
    assert depths(found) == {"a.py": "bytecode"}
    assert found.holds is None


def test_two_files_and_two_pythons(tmp_path, pythons):
    (tmp_path / "a.py").write_text("x = f(1)\n")
    (tmp_path / "b.py").write_text("x = f( 1 )\n")
    chosen = [pythons[0], pythons[-1]]
    found = cutaway.check(tmp_path / "a.py", tmp_path / "b.py", python=[one.executable for one in chosen], same="code")
    assert found.holds is True
    assert {python["version"] for python in found.answer.pythons} == {one.version for one in chosen}


def test_the_answer_travels_as_json(repository):
    Path("a.py").write_text("async def f(x):\n    return x + 1\n")
    found = cutaway.check(same="code", allow="docstrings")
    document = found.to_json()
    assert cutaway.Check.from_json(document).to_json() == document
    assert document["format"] == "cutaway-check"
    assert document["gate"]["holds"] is False


def test_it_prints_as_its_report(repository):
    Path("a.py").write_text("def f(x):\n    return x - 1\n")
    text = str(cutaway.check(same="code"))
    assert "a.py" in text
    assert "bytecode" in text
    with pytest.raises(ValueError, match="org"):
        cutaway.check().report("org")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"same": "source"}, "source: no gate"),
        ({"allow": ["nothing"]}, "nothing: no such exemption"),
        ({"workers": 0}, "0 is no number of workers"),
        ({"optimize": 3}, "3 is no level"),
        ({"old": "a.py"}, "name both"),
        ({"old": "a.py", "new": "b.py", "staged": True}, "have no revisions"),
        ({"revisions": "nowhere"}, "nowhere"),
    ],
)
def test_what_is_asked_wrongly_is_refused(repository, options, message):
    with pytest.raises(cutaway.CutawayError, match=message):
        cutaway.check(**options)
