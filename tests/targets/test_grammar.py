"""What a user can write to name a piece of Python, and what it is read as. Nothing that is named is run."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from cutaway import TargetError
from cutaway.targets import from_code, import_root, target


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_bytes(b"def f(): pass\n")
    return tmp_path


def named(text):
    source = target(text)
    return source.filename, source.qualname, source.line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.py", ("a.py", None, None)),
        ("./a.py", ("./a.py", None, None)),
        ("a.py::f", ("a.py", "f", None)),
        ("a.py::C.m", ("a.py", "C.m", None)),
        ("a.py::f.<locals>.g", ("a.py", "f.<locals>.g", None)),
        ("a.py::f@12", ("a.py", "f", 12)),
        ("a.py::@12", ("a.py", None, 12)),
        ("a.py::f@", ("a.py", "f@", None)),
    ],
)
def test_paths(text, expected):
    assert named(text) == expected
    assert target(text).content == b"def f(): pass\n"
    assert target(text).label == text


@pytest.mark.parametrize("name", ["with space.py", "é.py", "a::b.py", "HEAD:a.py", "os:path", "no suffix", "-x.py"])
def test_an_existing_path_comes_first(folder, name):
    (folder / name).write_bytes(b"x = 1\n")
    assert named(name) == (name, None, None)
    assert named(f"{name}::f") == (name, "f", None)


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x = 1\r\n")))
    source = target("-::f@3")
    assert (source.content, source.filename, source.qualname, source.line) == (b"x = 1\r\n", "<stdin>", "f", 3)


def test_code_is_written_in_the_encoding_that_it_declares():
    assert from_code("s = 'é'").content == "s = 'é'".encode()
    assert from_code("# coding: latin-1\ns = 'é'").content == "# coding: latin-1\ns = 'é'".encode("latin-1")
    with pytest.raises(TargetError, match=r"U\+20AC, which its declared encoding iso-8859-1 lacks"):
        from_code("# coding: latin-1\ns = '€'")
    with pytest.raises(TargetError, match=r"the lone surrogate U\+D800"):
        from_code("s = '\ud800'")


# ---- modules

BOOBY_TRAP = "import pathlib\npathlib.Path(__file__).with_name('RAN').touch()\n"


@pytest.fixture
def package(folder, monkeypatch):
    (folder / "pkg" / "sub").mkdir(parents=True)
    for init in ("pkg/__init__.py", "pkg/sub/__init__.py", "pkg/sub/mod.py"):
        (folder / init).write_text(BOOBY_TRAP)
    monkeypatch.setattr("sys.path", [str(folder), *sys.path])
    return folder / "pkg"


@pytest.mark.parametrize(
    ("text", "file", "qualname", "line"),
    [
        ("pkg:f", "__init__.py", "f", None),
        ("pkg.sub:f", "sub/__init__.py", "f", None),
        ("pkg.sub.mod:C.m", "sub/mod.py", "C.m", None),
        ("pkg.sub.mod:f@3", "sub/mod.py", "f", 3),
    ],
)
def test_a_module_is_found_and_not_run(package, text, file, qualname, line):
    source = target(text)
    assert source.path is not None
    assert source.path.resolve() == (package / file).resolve()
    assert (source.qualname, source.line) == (qualname, line)
    assert not list(package.rglob("RAN"))
    assert "pkg" not in sys.modules


def test_a_namespace_package(folder, monkeypatch):
    (folder / "space").mkdir()
    (folder / "space" / "inside.py").write_text("x = 1\n")
    monkeypatch.setattr("sys.path", [str(folder)])
    assert target("space.inside:f").path.name == "inside.py"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no_such_module_at_all:f", "no such module"),
        ("sys:exit", "no Python source"),
        ("a.py:f", "no such module"),
        ("a-b:f", "no such file"),
        (":f", "no such file"),
        ("pkg.mod::f", "no such file"),
        ("os:path::join", "one colon"),
    ],
)
def test_modules_that_have_no_source(text, why):
    with pytest.raises(TargetError, match=why) as refusal:
        target(text)
    assert "\n" not in str(refusal.value)


# ---- revisions


def git(folder, *arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(folder):
    (folder / "sub folder").mkdir()
    (folder / "sub folder" / "in sub.py").write_bytes(b"old = 1\n")
    (folder / "link.py").symlink_to("a.py")
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "first")
    git(folder, "tag", "v1")
    (folder / "a.py").write_bytes(b"changed = 1\n")
    (folder / "sub folder" / "in sub.py").write_bytes(b"new = 1\r\n\xff")
    git(folder, "commit", "-am", "second")
    return folder


@pytest.mark.parametrize("revision", ["v1", "HEAD~1", "main^", "HEAD^{/first}", "main@{0}~1"])
def test_a_file_at_a_revision(repository, revision):
    source = target(f"{revision}:a.py::f@1")
    assert (source.content, source.filename, source.revision) == (b"def f(): pass\n", "a.py", revision)
    assert (source.qualname, source.line) == ("f", 1)


def test_a_path_with_spaces_from_the_top_and_from_here(repository, monkeypatch):
    assert target("v1:sub folder/in sub.py").content == b"old = 1\n"
    monkeypatch.chdir(repository / "sub folder")
    assert target("v1:sub folder/in sub.py").content == b"old = 1\n"
    assert target("v1:./in sub.py").content == b"old = 1\n"
    assert target("v1:../a.py").content == b"def f(): pass\n"
    with pytest.raises(TargetError, match=r"did you mean v1:\./in sub\.py\?"):
        target("v1:in sub.py")


def test_bytes_are_those_of_the_commit(repository):
    assert target("HEAD:sub folder/in sub.py").content == b"new = 1\r\n\xff"


def test_a_symlink_is_followed_inside_the_revision(repository):
    assert target("v1:link.py").content == b"def f(): pass\n"
    assert target("HEAD:link.py").content == b"changed = 1\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nowhere:a.py", "git knows no revision nowhere"),
        ("v1:gone.py", "not in that revision"),
        ("v1:sub folder/", "a folder, not a file"),
        ("--output=x:a.py", "git knows no revision"),
    ],
)
def test_what_git_does_not_have(repository, text, why):
    with pytest.raises(TargetError, match=why) as refusal:
        target(text)
    assert "\n" not in str(refusal.value)


def test_what_a_repository_configures_is_not_run(repository):
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
        git(repository, "config", name, "touch RAN; false")
    (repository / ".gitattributes").write_text("*.py diff=trap filter=trap\n")
    for name in ("diff.trap.textconv", "filter.trap.smudge", "filter.trap.clean"):
        git(repository, "config", name, "touch RAN; false")
    assert target("v1:a.py").content == b"def f(): pass\n"
    assert not (repository / "RAN").exists()


# ---- where a file is imported from


@pytest.mark.parametrize(
    ("file", "root", "name"),
    [
        ("alone.py", ".", "alone"),
        ("pkg/__init__.py", ".", "pkg"),
        ("pkg/mod.py", ".", "pkg.mod"),
        ("pkg/sub/mod.py", ".", "pkg.sub.mod"),
        ("plain/mod.py", "plain", "mod"),
    ],
)
def test_import_roots(package, folder, file, root, name):
    (folder / "plain").mkdir()
    assert import_root(folder / file) == ((folder / root).absolute(), name)
