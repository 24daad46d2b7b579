"""The revisions that a `.git-blame-ignore-revs` file lists."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from git_repository import GitRepository, isolate

import cutaway.report
from cutaway.checks import blame
from cutaway.checks.blame_checking import BlameReport, blame_to_json, revision_verdicts
from cutaway.checks.checking import Asked
from cutaway.checks.repository import Repository
from cutaway.interpreters import host

SCHEMA = Path(cutaway.report.__file__).parent / "schema" / "blame-ignore-1.json"


@pytest.fixture
def made(tmp_path, monkeypatch):
    isolate(monkeypatch)
    return GitRepository(tmp_path / "made")


def listed(folder, text):
    """(line, changed paths by status or trouble, notes) of each revision."""
    with Repository(str(folder)) as repository:
        return [
            (
                one.line,
                one.error
                or [(change.status, change.path) for change in repository.changes(one.compared) if one.compared],
                one.notes,
            )
            for one in blame.revisions(text.encode(), repository)
        ]


def test_each_revision_with_what_it_changed(made):
    made.write("a.py", "a = 1\n")
    root = made.commit()
    made.write("a.py", "a = 2\n")
    second = made.commit()
    text = f"# formatted\n\n{second}  # black\n  {root.upper()}\r\n#{root}\n"
    assert listed(made.folder, text) == [(3, [("modified", "a.py")], ()), (4, [("added", "a.py")], ())]
    assert listed(made.folder, f"{root}\n{root}\n")[1][2] == ("listed at line 1, too",)


def test_lines_that_name_no_commit_are_trouble_with_their_number(made):
    made.write("a.py", "a = 1\n")
    made.write("b\n.py", "")
    root = made.commit()
    blob = made.git("rev-parse", "HEAD:a.py")
    lines = [root[:10], "main", "0" * 39 + "1", blob, root + " " + root]
    told = listed(made.folder, "\n".join(lines) + "\n")
    assert [line for line, _said, _notes in told] == [1, 2, 3, 4, 5]
    said = [said for _line, said, _notes in told]
    assert said[0].startswith(f"line 1: {root[:10]} is no full hash")
    assert said[1].startswith("line 2: main is no full hash")
    assert said[2] == f"line 3: git knows no revision {lines[2]}"
    assert said[3] == f"line 4: {blob}: a blob, not a commit"
    assert said[4].startswith("line 5: ")


def test_a_merge_is_said(made):
    made.write("a.py", "a = 1\n")
    made.commit()
    made.git("checkout", "-q", "-b", "topic")
    made.write("b.py", "b = 1\n")
    made.commit()
    made.git("checkout", "-q", "main")
    made.write("c.py", "c = 1\n")
    made.commit()
    made.git("merge", "-q", "--no-edit", "topic")
    merge = made.git("rev-parse", "HEAD")
    said = f"{merge}: a merge, compared with the first of its 2 parents"
    assert listed(made.folder, merge) == [(1, [("added", "b.py")], (said,))]


def test_a_shallow_clone_without_the_parent(made, tmp_path):
    made.commit()
    head = made.commit("second")
    made.git("clone", "-q", "--depth=1", made.folder.as_uri(), str(tmp_path / "shallow"))
    assert listed(tmp_path / "shallow", head) == [
        (1, f"line 1: {head}: its parent is not in this clone (a shallow one?)", ())
    ]


def test_a_repository_of_sha_256(tmp_path, monkeypatch):
    isolate(monkeypatch)
    made = GitRepository(tmp_path / "sha256", "--object-format=sha256")
    made.write("a.py", "a = 1\n")
    assert listed(made.folder, made.commit()) == [(1, [("added", "a.py")], ())]


def test_the_document_is_valid_by_its_schema_and_tells_each_revision(made):
    made.write("a.py", "a = (1)\n")
    made.commit()
    made.write("a.py", "a = 1\n")
    formatted = made.commit()
    made.write("a.py", "a = 2\n")
    changed = made.commit()
    (made.folder / "a.py").unlink()
    (made.folder / "a.py").symlink_to("b.py")
    unseen = made.commit()
    content = "\n".join([formatted, changed, unseen, "main"]).encode()
    with Repository(str(made.folder)) as repository:
        found = tuple(revision_verdicts(content, repository, [host()], Asked(same="ast")))
    answer = BlameReport("ignored", "ast", (), (host().to_json(),), found)
    document = json.loads(json.dumps(blame_to_json(answer)))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document)
    assert document["gate"] == {"same": "ast", "allow": [], "holds": False}
    told = [(one["line"], one["holds"], one["deepest"], one["counts"]) for one in document["revisions"]]
    assert told == [
        (1, True, "tokens", {"tokens": 1}),
        (2, False, "bytecode", {"bytecode": 1}),
        (3, None, None, {"passed_over": 1}),
        (4, None, None, {}),
    ]
    assert [[file["path"] for file in one["failing"]] for one in document["revisions"]] == [[], ["a.py"], ["a.py"], []]
    assert document["revisions"][2]["failing"][0]["passed_over"] == "became a symbolic link"
    assert document["revisions"][3]["error"].startswith("line 4: main is no full hash")
