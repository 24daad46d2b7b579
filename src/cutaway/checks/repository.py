"""What changed in a git repository: revisions, index and working tree against one another, as `git diff` has it.

Knows how git tells changes and where each side's content is. Does not know Python, nor how deep a change goes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import IO, NamedTuple

from ..errors import TargetError, UsageError
from ..revisions import Git
from .changes import Change, Read, TreeFile
from .git_objects import Attributes, Objects, end
from .working_tree import WorkingTree, filters_switched_off

NEEDED_BY = "checking a repository's changes"
# Plumbing: the user's settings for how diffs look (`diff.*`) do not reach it, and it leaves the index alone.
# `dirty`: a submodule whose commit changed is told, and no git is started inside of it.
_TELLING = ("--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty")
_STATUSES = {"M": "modified", "R": "renamed", "A": "added", "D": "deleted", "T": "typechanged"}
_LINK, _SUBMODULE, _NOTHING = "120000", "160000", "000000"


class Compared(NamedTuple):
    """The two sides: `before` and `after` in words; their trees by name, None for the index or the working tree."""

    before: str
    after: str
    tree_before: str
    tree_after: str | None
    staged: bool = False
    notes: tuple[str, ...] = ()


class _Entry(NamedTuple):
    """One line of `git diff --raw`."""

    mode_before: str
    mode_after: str
    object_before: str
    object_after: str
    letter: str
    old_path: str | None
    path: str

    @property
    def is_submodule(self) -> bool:
        return _SUBMODULE in (self.mode_before, self.mode_after)


class Repository:
    """A git repository while its changes are read: `with Repository() as repository: ...`.

    Its children end with the `with`, whatever happened in it; contents are read before that.
    """

    def __init__(self, folder: str = ".") -> None:
        """Open the repository that `folder` lies in.

        Raises:
            TargetError: there is no git, or no repository.
        """
        here = os.path.abspath(folder)
        asking = Git(here, NEEDED_BY)
        self._git = Git(here, NEEDED_BY, filters_switched_off(asking))
        self._objects = Objects(self._git)
        self.top = self._find_top()
        at_top = Git(self.top or here, NEEDED_BY, self._git.settings)
        self._attributes = Attributes(at_top)
        self._working_tree = WorkingTree(at_top, self.top, self._attributes) if self.top is not None else None
        self._unfiltered: set[str] = set()

    def __enter__(self) -> Repository:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        self._objects.close()
        self._attributes.close()
        if self._working_tree is not None:
            self._working_tree.close()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the comparison, once the changes were read."""
        if not self._unfiltered:
            return ()
        drivers = ", ".join(sorted(self._unfiltered))
        return (f"filters are commands, and were not run ({drivers}): their files are compared as they lie there",)

    def compared(self, revisions: str | None = None, *, staged: bool = False) -> Compared:
        """What `revisions` names: `REV`, `A..B` or `A...B`; None is HEAD. `staged`: the index in the place of the tree.

        Raises:
            TargetError: a revision is unknown, has no merge base here, or there is no working tree.
            UsageError: `staged` with two revisions.
        """
        ends = None if revisions is None or self._tree(revisions) else _ends(revisions)
        if ends is None:
            return self._with_what_lies_here("HEAD" if revisions is None else revisions, staged=staged)
        if staged:
            raise UsageError(f"--staged compares the index with one revision, not with {revisions}")
        before, after, from_merge_base = ends
        tree_after = self._tree_or_trouble(after)
        if not from_merge_base:
            return Compared(before, after, self._tree_or_trouble(before), tree_after)
        base, notes = self._merge_base(before, after)
        words = f"the merge base of {before} and {after}"
        return Compared(words, after, self._tree_or_trouble(base), tree_after, notes=notes)

    def knows(self, word: str) -> bool:
        """Whether a word names a revision, or two with dots between them."""
        ends = _ends(word)
        return self._tree(word) is not None or (ends is not None and None not in map(self._tree, ends[:2]))

    def compared_with_parent(self, revision: str) -> Compared:
        """What a commit changed: against its first parent, the first one of a history against the empty tree.

        A tag stands for its commit, as `git blame --ignore-revs-file` reads it.

        Raises:
            TargetError: it is unknown, no commit, or its parent is not in this clone.
        """
        found = self._objects.resolve(revision)
        if found is None:
            raise TargetError(f"git knows no revision {revision}")
        commit = self._peeled(revision, "commit")
        if commit is None:
            raise TargetError(f"{revision}: a {found[1]}, not a commit")
        parents = self._parents(commit)
        notes = (f"{revision}: a merge, compared with the first of its {len(parents)} parents",)
        tree = self._tree_or_trouble(revision)
        before = self._parent_tree(revision, parents[0]) if parents else _empty_tree(len(tree))
        return Compared(parents[0] if parents else "nothing", revision, before, tree, notes=notes[: len(parents) > 1])

    def changes(
        self, compared: Compared, paths: Sequence[str] = (), wanted: Callable[[str], bool] = lambda _path: True
    ) -> Iterator[Change]:
        """The changes in git's order (by path), one at a time; `paths` are git's pathspecs, from the folder asked.

        A file of which neither name is `wanted` is left out before anything is asked about it. The path of a submodule
        ends with a slash: it is a folder, and nobody looks into it.
        """
        in_conflict = set() if compared.tree_after else self._in_conflict()
        for entry in self._entries(compared, paths):
            if not any(wanted(name) for name in _names(entry)):
                continue
            if entry.path in in_conflict:
                if entry.letter == "U" or not compared.staged:
                    yield _told(entry, error="in conflict: resolve it first")
            elif change := self._change(entry, in_working_tree=not (compared.tree_after or compared.staged)):
                yield change

    def new_side(self, compared: Compared, wanted: Callable[[str], bool]) -> Iterator[TreeFile]:
        """All files of the side after whose path is `wanted`, changed or not: no links, no submodules, no conflicts."""
        listed = self._in_tree(compared.tree_after) if compared.tree_after else self._in_index()
        for mode, name, path in listed:
            if mode in (_LINK, _SUBMODULE) or not wanted(path):
                continue
            if compared.tree_after or compared.staged:
                yield TreeFile(path, self._blob(name, path))
            elif lying := self._object_lying(path):
                yield TreeFile(path, self._lying(path, lying))

    def _in_tree(self, tree: str) -> Iterator[tuple[str, str, str]]:
        for line in self._stream("ls-tree", "-r", "-z", "--full-tree", tree):
            facts, _, path = line.partition("\t")
            mode, _kind, name = facts.split(" ")
            yield mode, name, path

    def _in_index(self) -> Iterator[tuple[str, str, str]]:
        # `ls-files` tells of the folder that it is in: from the top, which is where the paths count from.
        for line in self._stream("ls-files", "--stage", "-z", "--full-name", ":/"):
            facts, _, path = line.partition("\t")
            mode, name, stage = facts.split(" ")
            if stage == "0":  # 1 to 3 are the sides of a conflict
                yield mode, name, path

    # -- the two sides

    def _find_top(self) -> str | None:
        """Where files are checked out; None in a bare repository or inside `.git`."""
        self._git.ask("rev-parse", "--git-dir")  # which tells whether this is a repository at all
        asked = self._git.run("rev-parse", "--show-toplevel")
        return os.fsdecode(asked.stdout.removesuffix(b"\n")) if asked.returncode == 0 else None

    def _with_what_lies_here(self, revision: str, *, staged: bool) -> Compared:
        if self.top is None:
            raise TargetError("no working tree here (a bare repository?): name two revisions, as A..B")
        tree = self._tree_or_trouble(revision)
        return Compared(revision, "the index" if staged else "the working tree", tree, None, staged)

    def _tree(self, revision: str) -> str | None:
        return self._peeled(revision, "tree")

    def _peeled(self, revision: str, kind: str) -> str | None:
        """The name of the tree or commit that a revision's words lead to.

        In two steps: behind `:/words` or `HEAD:folder`, `^{tree}` would be part of the words, or of the path.
        """
        found = self._objects.resolve(revision)
        peeled = self._objects.resolve(f"{found[0]}^{{{kind}}}") if found else None
        return peeled[0] if peeled else None

    def _tree_or_trouble(self, revision: str) -> str:
        if tree := self._tree(revision):
            return tree
        if revision == "HEAD" and not self._objects.resolve("HEAD"):
            raise TargetError("HEAD has no commit yet: there is nothing to compare with")
        raise TargetError(f"git knows no revision {revision if revision.isprintable() else ascii(revision)}")

    def _merge_base(self, before: str, after: str) -> tuple[str, tuple[str, ...]]:
        asked = self._git.run("merge-base", "--all", self._commit(before), self._commit(after))
        bases = asked.stdout.decode().split()
        if not bases:
            shallow = self._git.ask("rev-parse", "--is-shallow-repository").strip() == b"true"
            hint = "; this clone is shallow: `git fetch --unshallow` gets its history" if shallow else ""
            raise TargetError(f"{before}...{after}: no merge base{hint}")
        several = f"{len(bases)} merge bases: compared with the first, {bases[0]}, as git does"
        return bases[0], (several,) if len(bases) > 1 else ()

    def _commit(self, revision: str) -> str:
        if commit := self._peeled(revision, "commit"):
            return commit
        self._tree_or_trouble(revision)
        raise TargetError(f"{revision}: no commit, and so it has no merge base")

    def _parents(self, commit: str) -> list[str]:
        headers = self._objects.content(commit, commit).partition(b"\n\n")[0].split(b"\n")
        return [line.removeprefix(b"parent ").decode() for line in headers if line.startswith(b"parent ")]

    def _parent_tree(self, revision: str, parent: str) -> str:
        if tree := self._tree(parent):
            return tree
        raise TargetError(f"{revision}: its parent is not in this clone (a shallow one?)")

    # -- what git tells

    def _in_conflict(self) -> set[str]:
        return {line.partition("\t")[2] for line in self._stream("ls-files", "-u", "-z", "--full-name", ":/")}

    def _entries(self, compared: Compared, paths: Sequence[str]) -> Iterator[_Entry]:
        if compared.tree_after:
            command = ["diff-tree", "-r", *_TELLING, compared.tree_before, compared.tree_after]
        elif compared.staged:
            # What `git add --intent-to-add` promised is not staged.
            command = ["diff-index", "--cached", "--ita-invisible-in-index", *_TELLING, compared.tree_before]
        else:
            command = ["diff-index", *_TELLING, compared.tree_before]
        words = self._stream(*command, "--", *paths)
        for facts in words:
            modes_and_names = facts.removeprefix(":").split(" ")
            letter = modes_and_names[4][0]
            old_path = next(words) if letter in "RC" else None
            mode_before, mode_after, before, after, _letter = modes_and_names
            yield _Entry(mode_before, mode_after, before, after, letter, old_path, next(words))

    def _stream(self, *arguments: str) -> Iterator[str]:
        """What stands between the NULs of git's answer, while git is at it."""
        child = self._git.start(*arguments)
        try:
            assert child.stdout is not None
            yield from _words(child.stdout)
            failed = child.wait() != 0
        finally:
            end(child)
        if failed:
            # Once more, for the reason: its messages were not read, so that no full pipe could stop it.
            self._git.ask(*arguments)
            raise TargetError(f"git {arguments[0]} ended before it had told all")

    # -- a change

    def _change(self, entry: _Entry, *, in_working_tree: bool) -> Change | None:
        if reason := _no_file(entry):
            return _told(entry, passed_over=reason)
        attributes = self._attributes.of(os.fsencode(entry.path))
        lies_here = in_working_tree and entry.letter != "D" and not self._is_stored(entry.object_after)
        object_after = entry.object_after
        if lies_here:
            self._note_filter(attributes["filter"])
            object_after = self._object_lying(entry.path) or ""
        identical = object_after == entry.object_before
        if identical and entry.mode_before == entry.mode_after and entry.letter == "M":
            return None  # touched, not changed: `git diff` looks into such a file, too
        before = self._blob(entry.object_before, entry.old_path or entry.path) if entry.letter != "A" else None
        after = self._side_after(entry, object_after, lies_here=lies_here) if entry.letter != "D" else None
        status = _STATUSES[entry.letter]
        is_binary = attributes["diff"] == "unset" and not identical
        passed_over = "binary, as .gitattributes says" if is_binary else None
        return Change(entry.path, entry.old_path, status, before, after, identical, passed_over)

    def _side_after(self, entry: _Entry, name: str, *, lies_here: bool) -> Read:
        return self._lying(entry.path, name or None) if lies_here else self._blob(name, entry.path)

    def _is_stored(self, name: str) -> bool:
        """Is it an object? Of the working tree git tells zeros or, of a renamed file, the name that it would have."""
        return name.strip("0") != "" and self._objects.resolve(name) is not None

    def _note_filter(self, driver: str) -> None:
        if any(setting.startswith(f"filter.{driver}.") for setting in self._git.settings):
            self._unfiltered.add(driver)

    def _object_lying(self, path: str) -> str | None:
        assert self._working_tree is not None
        return self._working_tree.object_name(path)

    def _blob(self, name: str, path: str) -> Read:
        return lambda: self._objects.content(name, path)

    def _lying(self, path: str, name: str | None) -> Read:
        assert self._working_tree is not None
        working_tree = self._working_tree
        return lambda: working_tree.content(path, name)


def _ends(revisions: str) -> tuple[str, str, bool] | None:
    """(A, B, whether from their merge base) of `A..B` and `A...B`; a side left out is HEAD."""
    for dots in ("...", ".."):
        before, found, after = revisions.partition(dots)
        if found and (before or after):
            return before or "HEAD", after or "HEAD", dots == "..."
    return None


def _empty_tree(length: int) -> str:
    """The empty tree's name, which git knows in every repository; `length` in digits tells a SHA-256 one."""
    return hashlib.new("sha256" if length == 64 else "sha1", b"tree 0\0", usedforsecurity=False).hexdigest()


def _words(stream: IO[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := stream.read1(65536):  # type: ignore[attr-defined]  # a BufferedReader, as Popen makes it
        *whole, rest = (rest + chunk).split(b"\0")
        yield from map(os.fsdecode, whole)


def _names(entry: _Entry) -> list[str]:
    """Its name and, where it has one, the old name."""
    slash = "/" if entry.is_submodule else ""
    return [f"{name}{slash}" for name in (entry.path, entry.old_path) if name is not None]


def _no_file(entry: _Entry) -> str | None:
    """Why there is nothing to compile on a side."""
    modes = {entry.mode_before, entry.mode_after}
    if entry.is_submodule:
        return "a submodule"
    if _LINK not in modes:
        return None
    if modes <= {_LINK, _NOTHING}:
        return "a symbolic link"
    return "became a symbolic link" if entry.mode_after == _LINK else "was a symbolic link"


def _told(entry: _Entry, *, passed_over: str | None = None, error: str | None = None) -> Change:
    status = _STATUSES.get(entry.letter, "modified")
    path, *old = _names(entry)
    return Change(path, old[0] if old else None, status, None, None, passed_over=passed_over, error=error)
