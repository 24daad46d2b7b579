"""Two files or two folders without git, and which of the files are Python."""

from __future__ import annotations

import os

import pytest

from cutaway.checks import folders
from cutaway.checks.changes import Change, TreeFile
from cutaway.checks.selection import Selection
from cutaway.errors import TargetError, UsageError


def write(folder, **files):
    for name, content in files.items():
        place = folder / name.replace("__", "/").replace("_py", ".py")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)


@pytest.fixture
def sides(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    return old, new


def told(old, new, **options):
    return [(change.status, change.path) for change in folders.changes(str(old), str(new), **options)]


def test_two_folders_are_walked_side_by_side_in_order(sides):
    old, new = sides
    write(old, a_py="1", b__z_py="1", b_py="1", d_py="1", gone__e_py="1")
    write(new, a_py="2", b__z_py="1", b_py="1", c_py="1", d__inner_py="1")
    # Sorted by the parts of a path: what a folder holds stands together.
    assert told(old, new) == [
        ("modified", "a.py"),
        ("same", "b/z.py"),
        ("same", "b.py"),
        ("added", "c.py"),
        ("added", "d/inner.py"),
        ("deleted", "d.py"),
        ("deleted", "gone/e.py"),
    ]
    first = next(folders.changes(str(old), str(new)))
    assert (first.before(), first.after(), first.identical) == (b"1", b"2", False)


def test_files_larger_than_a_chunk_that_differ_at_their_end(sides):
    old, new = sides
    write(old, a_py="x" * (1 << 20) + "1", b_py="x" * (1 << 20))
    write(new, a_py="x" * (1 << 20) + "2", b_py="x" * (1 << 20))
    assert told(old, new) == [("modified", "a.py"), ("same", "b.py")]


def test_what_tools_make_is_left_out(sides):
    old, new = sides
    write(new, build__a_py="1", kept_py="1")
    for folder in (".git", "__pycache__", "build/__pycache__"):
        (new / folder).mkdir()
        (new / folder / "a.py").touch()
    assert told(old, new) == [("added", "build/a.py"), ("added", "kept.py")]


def test_a_virtual_environment_is_told_and_not_entered(sides):
    """A pyvenv.cfg in a package could hide what changes in it."""
    old, new = sides
    for side in sides:
        write(side, env__lib__a_py=side.name, kept_py="1")
        (side / "env/pyvenv.cfg").touch()
    selection = Selection()
    changes = list(selection.chosen(folders.changes(str(old), str(new), selection.wanted)))
    assert [(each.path, each.passed_over) for each in changes] == [
        ("env/", "a virtual environment, as its pyvenv.cfg says"),
        ("kept.py", None),
    ]
    for glob in ("env", "env/", "/env"):
        selection = Selection([glob])
        assert told(old, new, wanted=selection.wanted) == [("same", "kept.py")]


def test_links_that_lead_alike_are_the_same(sides):
    old, new = sides
    for side in sides:
        (side / "same").symlink_to("a")
        (side / "other").symlink_to(side.name)
    changes = [(each.status, each.path, each.passed_over) for each in folders.changes(str(old), str(new))]
    assert changes == [("modified", "other", "a symbolic link"), ("same", "same", None)]


def test_links_and_fifos_are_told_and_not_read(sides, tmp_path):
    old, new = sides
    write(old, a_py="1")
    (tmp_path / "outside").mkdir()
    write(tmp_path / "outside", b_py="1")
    (new / "a.py").symlink_to(tmp_path / "outside/b.py")
    (new / "folder").symlink_to(tmp_path / "outside")
    os.mkfifo(new / "pipe.py")
    changes = [(each.status, each.path, each.passed_over) for each in folders.changes(str(old), str(new))]
    assert changes == [
        ("typechanged", "a.py", "a symbolic link"),
        ("added", "folder", "a symbolic link"),
        ("added", "pipe.py", "not a regular file"),
    ]


def test_what_cannot_be_read_is_told(sides, monkeypatch):
    """Permissions would not do: a test may run as root, who reads everything."""
    old, new = sides
    write(new, a_py="1", sub__b_py="1")
    scandir = os.scandir

    def refusing(folder):
        if str(folder).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    selection = Selection()
    changes = selection.chosen(folders.changes(str(old), str(new), wanted=selection.wanted))
    assert [(each.path, each.error) for each in changes] == [
        ("a.py", None),
        ("sub/", "the folder cannot be read: Permission denied"),
    ]


def test_a_file_that_is_gone_when_it_is_read(sides):
    old, new = sides
    write(new, a_py="1")
    (change,) = folders.changes(str(old), str(new))
    (new / "a.py").unlink()
    with pytest.raises(TargetError, match="no such file"):
        change.after()


def test_an_undecodable_name(sides):
    old, new = sides
    for side in sides:
        (side / os.fsdecode(b"\xff.py")).write_text(side.name)
    (change,) = folders.changes(str(old), str(new))
    assert (os.fsencode(change.path), change.after()) == (b"\xff.py", b"new")


def test_two_files(sides):
    old, new = sides
    write(old, a_py="1")
    write(new, a_py="2", b_py="1")
    (change,) = folders.changes(str(old / "a.py"), str(new / "a.py"))
    assert (change.status, change.before(), change.after()) == ("modified", b"1", b"2")
    assert told(old / "a.py", new / "b.py") == [("same", str(new / "b.py"))]
    assert told(os.devnull, new / "b.py") == [("added", str(new / "b.py"))]
    assert told(old / "a.py", os.devnull) == [("deleted", str(old / "a.py"))]
    with pytest.raises(UsageError):
        folders.changes(str(old), str(new / "a.py"))
    with pytest.raises(TargetError):
        folders.changes(str(old / "a.py"), str(new / "nowhere.py"))


# ---- which are Python


def change(path, content=b"", old_path=None, status="modified"):
    return Change(path, old_path, status, lambda: content, lambda: content)


def chosen(*changes, exclude=()):
    return [(each.status, each.old_path, each.path) for each in Selection(exclude).chosen(changes)]


def test_python_by_suffix_or_first_line():
    names = ["a.py", "a.pyi", "a.pyw", "A.PY", "a.pyc", "a.txt", "py"]
    assert [path for _status, _old, path in chosen(*map(change, names))] == ["a.py", "a.pyi", "a.pyw", "A.PY"]
    scripts = {
        "one": b"#!/usr/bin/env python3\n",
        "two": b"#! /usr/bin/python3.12 -I",
        "three": b"#!/bin/sh\n# python",
        "four.sh": b"#!/usr/bin/env python3\n",
        "five": b"# python",
    }
    assert [path for _, _, path in chosen(*(change(name, text) for name, text in scripts.items()))] == ["one", "two"]


PYTHON, OTHER = b"#!/usr/bin/env python3\nx = 1\n", b"#!/usr/bin/env -S uv run\nx = 2\n"


@pytest.mark.parametrize(("before", "after"), [(PYTHON, OTHER), (OTHER, PYTHON), (PYTHON, PYTHON)])
@pytest.mark.parametrize("old_path", [None, "old"])
def test_a_script_is_python_if_either_side_says_so(before, after, old_path):
    script = Change("tool", old_path, "modified", lambda: before, lambda: after)
    assert list(Selection().chosen([script])) == [script]
    assert chosen(change("tool", OTHER, old_path)) == []


def test_a_module_that_became_something_else_is_deleted():
    assert chosen(change("tool", OTHER, "tool.py", "renamed")) == [("deleted", None, "tool.py")]
    assert chosen(change("tool.py", OTHER, "tool", "renamed")) == [("added", None, "tool.py")]


def test_what_nobody_can_look_into_may_be_python():
    def unreadable():
        raise TargetError("tool: its object is damaged")

    changes = [
        Change("tool", None, "modified", unreadable, unreadable),
        Change("link", None, "modified", None, None, passed_over="a symbolic link"),
        Change("lib.v2/", None, "modified", None, None, passed_over="a submodule"),
        Change("torn", None, "modified", None, None, error="in conflict"),
    ]
    assert list(Selection().chosen(changes)) == changes
    assert list(Selection(["tool", "link", "lib.v2", "torn"]).chosen(changes)) == []
    assert list(Selection().chosen([changes[1]._replace(path="data.json")])) == []


def test_a_rename_into_or_out_of_what_is_selected():
    assert chosen(change("a.py", old_path="a.txt", status="renamed")) == [("added", None, "a.py")]
    assert chosen(change("a.txt", old_path="a.py", status="renamed")) == [("deleted", None, "a.py")]
    assert chosen(change("b.py", old_path="a.py", status="renamed")) == [("renamed", "a.py", "b.py")]
    moved = change("vendor/a.py", old_path="a.py", status="renamed")
    assert chosen(moved, exclude=["vendor"]) == [("deleted", None, "a.py")]


@pytest.mark.parametrize(
    ("glob", "fits", "does_not"),
    [
        ("vendor", ["vendor/a.py", "x/vendor/y/a.py", "vendor"], ["vendors/a.py", "vendor.py"]),
        ("vendor/", ["vendor/a.py"], ["vendor"]),
        ("*_pb2.py", ["a_pb2.py", "x/y/a_pb2.py"], ["a_pb2.pyi"]),
        ("/a.py", ["a.py"], ["x/a.py"]),
        ("x/a.py", ["x/a.py"], ["y/x/a.py", "x/b/a.py"]),
        ("x/*.py", ["x/a.py"], ["x/y/a.py"]),
        ("x/**", ["x/a.py", "x/y/a.py"], ["x", "y/x/a.py"]),
        ("**/t/*.py", ["t/a.py", "x/y/t/a.py"], ["x/t/y/a.py"]),
        ("x/**/a.py", ["x/a.py", "x/y/z/a.py"], ["x/b.py"]),
        ("a?.py", ["ab.py"], ["a.py", "a/.py"]),
        ("[ab]*.py", ["a1.py", "b.py"], ["c.py"]),
        ("[!a-c].py", ["d.py"], ["a.py", "b.py"]),
        ("a+(b).py", ["a+(b).py"], ["aab.py"]),
    ],
)
def test_globs(glob, fits, does_not):
    selection = Selection([glob])
    assert [path for path in fits if not selection.excludes(path)] == []
    assert [path for path in does_not if selection.excludes(path)] == []


@pytest.mark.parametrize("glob", ["", "/", "!a.py"])
def test_what_is_no_glob(glob):
    with pytest.raises(UsageError):
        Selection([glob])


def test_what_was_left_out_is_counted():
    selection = Selection(["b.py"])
    assert [each.path for each in selection.chosen([change("a.py"), change("b.py"), change("c.txt")])] == ["a.py"]
    assert selection.left_out == {"excluded": 1, "not Python": 1}


def test_the_python_files_of_a_tree():
    contents = {"a.py": b"", "LICENSE": b"", "script": b"#!/usr/bin/python\n", "b.py": b""}
    files = [TreeFile(path, lambda content=content: content) for path, content in contents.items()]
    assert [file.path for file in Selection(["b.py"]).chosen_files(files)] == ["a.py", "script"]
