"""What git tells of a repository's changes, each with a real git."""

from __future__ import annotations

import os
import subprocess
import time
import tracemalloc

import pytest
from git_repository import GitRepository, isolate

from cutaway.checks.repository import Repository
from cutaway.errors import TargetError, UsageError


@pytest.fixture
def made(tmp_path, monkeypatch):
    isolate(monkeypatch)
    repository = GitRepository(tmp_path / "made")
    repository.write("a.py", "a = 1\n")
    repository.write("sub/b.py", "b = 1\n")
    repository.commit()
    return repository


def changes(folder, revisions=None, *, staged=False, paths=()):
    """(status, old path, path, content before, content after, why not) of each change."""
    with Repository(str(folder)) as repository:
        return [
            (
                change.status,
                change.old_path,
                change.path,
                change.before and change.before(),
                change.after and change.after(),
                change.passed_over or change.error,
            )
            for change in repository.changes(repository.compared(revisions, staged=staged), paths)
        ]


def modified(path, before, after):
    return ("modified", None, path, before, after, None)


def refused(folder, revisions=None, **options):
    with pytest.raises(TargetError) as raised:
        changes(folder, revisions, **options)
    assert "\n" not in str(raised.value)
    return str(raised.value)


# ---- what is compared with what


def test_the_working_tree_is_compared_with_head(made):
    made.write("a.py", "a = 2\n")
    made.write("untracked.py", "")
    assert changes(made.folder) == [modified("a.py", b"a = 1\n", b"a = 2\n")]


def test_staged_is_the_index_and_not_the_working_tree(made):
    made.write("a.py", "a = 2\n")
    made.git("add", "a.py")
    made.write("a.py", "a = 3\n")
    made.write("sub/b.py", "b = 3\n")
    made.write("promised.py", "")
    made.git("add", "-N", "promised.py")
    assert changes(made.folder, staged=True) == [modified("a.py", b"a = 1\n", b"a = 2\n")]
    assert [change[2] for change in changes(made.folder)] == ["a.py", "promised.py", "sub/b.py"]


def test_two_and_three_dots(made):
    made.git("checkout", "-q", "-b", "topic")
    made.write("a.py", "a = 2\n")
    made.commit()
    made.git("checkout", "-q", "main")
    made.write("sub/b.py", "b = 2\n")
    made.commit()
    of_topic = modified("a.py", b"a = 1\n", b"a = 2\n")
    assert changes(made.folder, "main..topic") == [of_topic, modified("sub/b.py", b"b = 2\n", b"b = 1\n")]
    assert changes(made.folder, "main...topic") == [of_topic]
    assert changes(made.folder, "...topic") == [of_topic]
    assert changes(made.folder, "topic") == [
        modified("a.py", b"a = 2\n", b"a = 1\n"),
        modified("sub/b.py", b"b = 1\n", b"b = 2\n"),
    ]
    with pytest.raises(UsageError):
        changes(made.folder, "main..topic", staged=True)


def test_renamed_added_deleted(made):
    made.write("long.py", "".join(f"name_{number} = {number}\n" for number in range(50)))
    made.commit()
    made.git("mv", "long.py", "moved.py")
    text = (made.folder / "moved.py").read_text()
    made.write("moved.py", text + "more = 1\n")
    made.git("rm", "-q", "a.py")
    made.write("new.py", "new = 1\n")
    made.git("add", "new.py")
    expected = [
        ("deleted", None, "a.py", b"a = 1\n", None, None),
        ("renamed", "long.py", "moved.py", text.encode(), text.encode() + b"more = 1\n", None),
        ("added", None, "new.py", None, b"new = 1\n", None),
    ]
    assert changes(made.folder) == expected
    made.commit()
    assert changes(made.folder, "HEAD~..HEAD") == expected


def test_only_a_mode_or_a_name_changed(made):
    made.git("mv", "a.py", "c.py")
    (made.folder / "sub/b.py").chmod(0o755)
    with Repository(str(made.folder)) as repository:
        told = [(each.path, each.identical) for each in repository.changes(repository.compared())]
    assert told == [("c.py", True), ("sub/b.py", True)]


def test_a_file_that_was_only_touched_did_not_change_and_the_index_stays_as_it_is(made):
    os.utime(made.folder / "a.py", (1, 1))
    index = (made.folder / ".git/index").read_bytes()
    assert changes(made.folder) == []
    assert (made.folder / ".git/index").read_bytes() == index


def test_from_a_folder_below_all_is_told_and_pathspecs_count_from_there(made):
    made.write("a.py", "a = 2\n")
    made.write("sub/b.py", "b = 2\n")
    below = made.folder / "sub"
    assert [change[2] for change in changes(below)] == ["a.py", "sub/b.py"]
    assert [change[2] for change in changes(below, paths=["."])] == ["sub/b.py"]
    assert [change[2] for change in changes(below, paths=["../a.py"])] == ["a.py"]


def test_the_whole_new_side(made):
    made.write("a.py", "a = 2\n")
    made.git("add", "a.py")
    made.write("a.py", "a = 3\n")
    (made.folder / "link.py").symlink_to("a.py")
    made.git("add", "link.py")

    def new_side(revisions=None, **options):
        with Repository(str(made.folder / "sub")) as repository:
            compared = repository.compared(revisions, **options)
            return [(file.path, file.read()) for file in repository.new_side(compared, lambda path: path != "c.py")]

    assert new_side() == [("a.py", b"a = 3\n"), ("sub/b.py", b"b = 1\n")]
    assert new_side(staged=True) == [("a.py", b"a = 2\n"), ("sub/b.py", b"b = 1\n")]
    assert new_side("HEAD..HEAD") == [("a.py", b"a = 1\n"), ("sub/b.py", b"b = 1\n")]


# ---- what a file may be


def test_links_are_passed_over_and_never_followed(made, tmp_path):
    (tmp_path / "outside.py").write_text("outside = 1\n")
    (made.folder / "a.py").unlink()
    (made.folder / "a.py").symlink_to(tmp_path / "outside.py")
    (made.folder / "new.py").symlink_to("sub/b.py")
    made.git("add", "new.py")
    assert changes(made.folder) == [
        ("typechanged", None, "a.py", None, None, "became a symbolic link"),
        ("added", None, "new.py", None, None, "a symbolic link"),
    ]


def test_a_folder_that_became_a_link_out_of_the_tree_is_not_entered(made, tmp_path):
    (made.folder / "sub/b.py").unlink()
    (made.folder / "sub").rmdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/b.py").write_text("outside = 1\n")
    (made.folder / "sub").symlink_to(tmp_path / "outside")
    assert changes(made.folder) == [("deleted", None, "sub/b.py", b"b = 1\n", None, None)]
    with Repository(str(made.folder)) as repository:
        told = repository.new_side(repository.compared(), lambda _path: True)
        assert [file.path for file in told] == ["a.py"]


def test_what_attributes_call_binary_is_passed_over(made):
    made.write(".gitattributes", "sub/*.py binary\n")
    made.commit()
    made.write("sub/b.py", "b = 2\n")
    passed_over = "binary, as .gitattributes says"
    assert changes(made.folder) == [("modified", None, "sub/b.py", b"b = 1\n", b"b = 2\n", passed_over)]


def test_what_attributes_call_binary_and_was_only_moved_is_the_same(made):
    made.write(".gitattributes", "*.py binary\n")
    made.commit()
    made.git("mv", "sub/b.py", "sub/c.py")
    ((status, old_path, path, _before, _after, passed_over),) = changes(made.folder)
    assert (status, old_path, path, passed_over) == ("renamed", "sub/b.py", "sub/c.py", None)


@pytest.mark.parametrize("name", [b"\xff.py", b'quo"te\\.py', b"line\nend.py", b" blank .py\r", "ä.py".encode()])
def test_names_that_are_hard_to_write(made, name):
    path = os.fsdecode(name)
    made.write(path, "x = 1\n")
    made.commit()
    made.write(path, "x = 2\n")
    assert changes(made.folder) == [modified(path, b"x = 1\n", b"x = 2\n")]


def test_line_ends_are_those_that_git_would_commit(made):
    made.git("config", "core.autocrlf", "true")
    made.git("config", "core.safecrlf", "true")
    made.write("sub/b.py", "b = 1\r\n")
    made.write("a.py", "a = 2\r\n")
    assert changes(made.folder) == [modified("a.py", b"a = 1\n", b"a = 2\n")]


def test_line_ends_that_git_would_keep_are_kept(made):
    made.write("a.py", "a = 2\r\n")
    assert changes(made.folder) == [modified("a.py", b"a = 1\n", b"a = 2\r\n")]


def test_keywords_and_encodings_are_converted_as_git_does(made):
    made.write(".gitattributes", "a.py ident\nwide.py working-tree-encoding=UTF-16\n")
    made.write("a.py", "# $Id$\n")
    made.write("wide.py", "w = 1\n".encode("utf-16"))
    made.commit()
    made.write("a.py", "# $Id: 0123 $\nx = 1\n")
    made.write("wide.py", "w = 'ä'\n".encode("utf-16"))
    assert changes(made.folder) == [
        modified("a.py", b"# $Id$\n", b"# $Id$\nx = 1\n"),
        modified("wide.py", b"w = 1\n", "w = 'ä'\n".encode()),
    ]


def test_a_byte_order_mark_stubs_and_windows_scripts(made):
    for name in ("mark.py", "stub.pyi", "script.pyw"):
        made.write(name, b"\xef\xbb\xbfx = 1\n")
    made.commit()
    for name in ("mark.py", "stub.pyi", "script.pyw"):
        made.write(name, b"x = 1\n")
    assert [change[2:5] for change in changes(made.folder)] == [
        (name, b"\xef\xbb\xbfx = 1\n", b"x = 1\n") for name in ("mark.py", "script.pyw", "stub.pyi")
    ]


# ---- what a repository may be


def test_a_worktree(made, tmp_path):
    made.git("worktree", "add", "-q", str(tmp_path / "beside"))
    (tmp_path / "beside" / "a.py").write_text("a = 2\n")
    assert changes(tmp_path / "beside") == [modified("a.py", b"a = 1\n", b"a = 2\n")]
    assert changes(made.folder) == []


def test_a_repository_of_sha_256(tmp_path, monkeypatch):
    isolate(monkeypatch)
    made = GitRepository(tmp_path / "sha256", "--object-format=sha256")
    made.write("a.py", "a = 1\n")
    made.commit()
    made.write("a.py", "a = 2\r\n")
    assert changes(made.folder) == [modified("a.py", b"a = 1\n", b"a = 2\r\n")]


def test_a_bare_repository_has_revisions_only(made, tmp_path):
    made.write("a.py", "a = 2\n")
    made.commit()
    made.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    assert changes(tmp_path / "bare", "HEAD~..HEAD") == [modified("a.py", b"a = 1\n", b"a = 2\n")]
    assert "no working tree here" in refused(tmp_path / "bare")
    assert "no working tree here" in refused(tmp_path / "bare", staged=True)


def test_a_submodule_is_passed_over(made, tmp_path):
    inner = GitRepository(tmp_path / "inner")
    inner.commit()
    made.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), "inner")
    made.commit()
    GitRepository(made.folder / "inner").commit()
    # With a slash, as a folder: what it holds may be Python, whatever it is called.
    assert changes(made.folder) == [("modified", None, "inner/", None, None, "a submodule")]
    made.git("add", "inner")
    assert changes(made.folder, staged=True) == [("modified", None, "inner/", None, None, "a submodule")]
    made.git("mv", "inner", "lib.v2")
    told = [change[1:3] for change in changes(made.folder) if change[5] == "a submodule"]
    assert told in ([("inner/", "lib.v2/")], [(None, "inner/"), (None, "lib.v2/")])


def test_a_file_that_became_a_submodule(made, tmp_path):
    made.git("rm", "-q", "a.py")
    GitRepository(made.folder / "a.py").commit()
    made.git("add", "a.py")
    assert [change[2:] for change in changes(made.folder, staged=True) if change[5]] == [
        ("a.py/", None, None, "a submodule")
    ]


def test_words_that_take_all_behind_them_and_folders_of_a_revision(made):
    made.write("sub/b.py", "b = 2\n")
    made.commit("second thoughts")
    made.write("sub/b.py", "b = 3\n")
    second, third = modified("sub/b.py", b"b = 1\n", b"b = 3\n"), modified("sub/b.py", b"b = 2\n", b"b = 3\n")
    assert changes(made.folder, ":/second") == [third]
    assert changes(made.folder, "HEAD~1") == [second]
    inside = modified("b.py", b"b = 1\n", b"b = 2\n")
    assert changes(made.folder, "HEAD~1:sub..HEAD:sub") == [inside]
    with Repository(str(made.folder)) as repository:
        assert repository.knows("HEAD:sub")
        assert not repository.knows("HEAD:a.py")
    assert "no commit, and so it has no merge base" in refused(made.folder, "HEAD:sub...HEAD")


def test_a_partial_clone_whose_origin_is_gone(made, tmp_path):
    made.git("config", "uploadpack.allowFilter", "true")
    made.write("a.py", "a = 2\n")
    made.commit()
    partial = tmp_path / "partial"
    made.git("clone", "-q", "--no-checkout", "--filter=blob:none", made.folder.as_uri(), str(partial))
    made.folder.rename(tmp_path / "gone")
    with Repository(str(partial)) as repository:
        (change,) = repository.changes(repository.compared("HEAD~1..HEAD"))
        with pytest.raises(TargetError, match="not in this clone"):
            change.before()


def test_a_shallow_clone_without_the_merge_base(made, tmp_path):
    made.git("checkout", "-q", "-b", "topic")
    made.commit("on topic")
    made.git("checkout", "-q", "main")
    made.commit("on main")
    made.git("clone", "-q", "--depth=1", "--no-single-branch", made.folder.as_uri(), str(tmp_path / "shallow"))
    assert "git fetch --unshallow" in refused(tmp_path / "shallow", "origin/main...origin/topic")
    made.git("checkout", "-q", "--orphan", "other")
    made.commit("another beginning")
    assert refused(made.folder, "main...other") == "main...other: no merge base"


def test_no_commit_yet(tmp_path, monkeypatch):
    isolate(monkeypatch)
    made = GitRepository(tmp_path / "empty")
    assert "HEAD has no commit yet" in refused(made.folder)
    assert "HEAD has no commit yet" in refused(made.folder, staged=True)


@pytest.mark.parametrize("staged", [False, True])
def test_a_conflict_is_told_once_a_file_and_the_rest_is_read(made, staged):
    made.git("checkout", "-q", "-b", "topic")
    made.write("a.py", "a = 2\n")
    made.write("sub/b.py", "b = 2\n")
    made.commit()
    made.git("checkout", "-q", "main")
    made.write("a.py", "a = 3\n")
    made.commit()
    made.git("merge", "-q", "topic", check=False)
    assert changes(made.folder, staged=staged) == [
        ("modified", None, "a.py", None, None, "in conflict: resolve it first"),
        modified("sub/b.py", b"b = 1\n", b"b = 2\n"),
    ]


def test_what_is_refused_in_one_line(made, tmp_path, monkeypatch):
    assert refused(made.folder, "nowhere") == "git knows no revision nowhere"
    assert refused(made.folder, "HEAD..nowhere") == "git knows no revision nowhere"
    assert refused(made.folder, "HEAD...nowhere") == "git knows no revision nowhere"
    assert "git knows no revision" in refused(made.folder, "two\nlines")
    written = tmp_path / "written"
    assert refused(made.folder, f"--output={written}").startswith("git knows no revision")
    assert not written.exists()
    assert refused(made.folder, paths=[":(nonsense)a"]).startswith("git: ")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert refused(tmp_path).startswith("not in a git repository")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(made.folder).startswith("git is not on the PATH")


# ---- nothing runs, nothing is left


def test_nothing_runs_that_a_repository_names(made, tmp_path):
    ran = tmp_path / "RAN"
    trap = made.write(".git/trap", f"#!/bin/sh\necho $0 $@ >> '{ran}'\ncat\n")
    trap.chmod(0o755)
    for hook in ("post-index-change", "post-checkout", "pre-commit", "fsmonitor-watchman"):
        (made.folder / ".git/hooks").mkdir(exist_ok=True)
        (made.folder / ".git/hooks" / hook).symlink_to(trap)
    made.write(".gitattributes", "*.py filter=mine diff=mine\nsub/*.py filter=theirs.process\n")
    made.git("add", ".gitattributes")
    named = ("core.fsmonitor", "diff.external", "diff.mine.textconv", "diff.mine.command", "core.pager", "core.editor")
    filters = ("filter.mine.clean", "filter.mine.smudge", "filter.theirs.process.process", "core.sshCommand")
    for name in (*named, *filters):
        made.git("config", name, str(trap))
    made.git("config", "filter.mine.required", "true")
    ran.unlink(missing_ok=True)
    made.write("a.py", "a = 2\n")
    made.write("sub/b.py", "b = 2\n")
    made.write("new.py", "a = 1\n")
    with Repository(str(made.folder)) as repository:
        told = list(repository.changes(repository.compared()))
        contents = {each.path: each.after() for each in told if each.after}
        notes = repository.notes
    changes(made.folder, staged=True)
    changes(made.folder, "HEAD..HEAD")
    assert not ran.exists()
    assert contents["a.py"] == b"a = 2\n"
    assert contents["sub/b.py"] == b"b = 2\n"
    assert notes == (
        "filters are commands, and were not run (mine, theirs.process): their files are compared as they lie there",
    )
    made.git("diff", "HEAD", "--", "a.py")
    assert ran.exists(), "the trap does not work, and shows nothing"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_no_child_is_left_after_an_error_or_ctrl_c(made, error):
    made.write("a.py", "a = 2\n")

    def interrupted():
        with Repository(str(made.folder)) as repository:
            for change in repository.changes(repository.compared()):
                change.before()
                change.after()
                assert _gits_of_ours() != []
                raise error

    with pytest.raises(error):
        interrupted()
    assert _gits_of_ours() == []


def _gits_of_ours():
    listed = subprocess.run(
        ["ps", "-o", "args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    )
    return [line for line in listed.stdout.splitlines() if line.startswith("git ")]


def test_a_damaged_object_costs_its_own_file_only(made):
    name = made.git("rev-parse", "HEAD:a.py")
    made.write("a.py", "a = 2\n")
    made.write("sub/b.py", "b = 2\n")
    damaged = made.folder / ".git/objects" / name[:2] / name[2:]
    damaged.chmod(0o644)
    damaged.write_bytes(b"damaged")
    with Repository(str(made.folder)) as repository:
        first, second = repository.changes(repository.compared())
        with pytest.raises(TargetError, match=r"a\.py: its object"):
            first.before()
        assert second.before() == b"b = 1\n"


def _many(folder, count):
    """Two commits with `count` files of 2 kB each, all changed, by one git."""
    made = GitRepository(folder)
    stream = bytearray()
    for commit in (1, 2):
        stream += b"commit refs/heads/main\ncommitter a <a@example.org> %d +0000\ndata 1\nc\n" % commit
        for number in range(count):
            content = b"x = %d\n" % (commit * (number + 1)) + b"# filling\n" * 200
            stream += b"M 100644 inline f%05d.py\ndata %d\n%s\n" % (number, len(content), content)
    made.git("fast-import", "--quiet", content=bytes(stream))
    return made


def _peak_of_reading(made, count):
    tracemalloc.start()
    try:
        with Repository(str(made.folder)) as repository:
            sizes = [
                len(each.before()) + len(each.after())
                for each in repository.changes(repository.compared("HEAD~..HEAD"))
            ]
        assert len(sizes) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_files(tmp_path, monkeypatch):
    isolate(monkeypatch)
    few, many = (_peak_of_reading(_many(tmp_path / str(count), count), count) for count in (500, 5_000))
    # The list of sizes grows, by 8 bytes (and an int of 28) a file; contents of 4 kB a file would be 18 MB.
    assert many - few < 1_000_000


def test_ten_thousand_files_of_the_working_tree(tmp_path, monkeypatch):
    """By children that live on: a git started for each file and side would take minutes."""
    isolate(monkeypatch)
    made = _many(tmp_path / "made", 10_000)
    second = made.git("rev-parse", "HEAD")
    made.git("reset", "-q", "--hard", "HEAD~")
    started = time.monotonic()
    with Repository(str(made.folder)) as repository:
        compared = repository.compared(second)
        told = sum(each.before() != each.after() for each in repository.changes(compared))
    assert told == 10_000
    assert time.monotonic() - started < 60
