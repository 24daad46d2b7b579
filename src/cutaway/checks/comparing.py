"""What is compared with what: two files or folders, or what git says of a repository; the changes that are Python.

Knows what the words of a command line name, and how both ways of naming two sides become changes, and the files of the
new side. Does not know how deep they go.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import TargetError, UsageError
from . import folders
from .changes import Change, TreeFile
from .repository import Repository
from .selection import Selection


class Comparing(NamedTuple):
    """Two sides, open to be read: `changes` one at a time, `tree` all Python files of the new side.

    `compared` says in words what they are; `notes`, asked once the changes were read, what is to be said of them.
    """

    changes: Iterable[Change]
    tree: Callable[[], Iterable[TreeFile]]
    compared: dict[str, Any]
    notes: Callable[[], tuple[str, ...]]


def read_as_git(words: Sequence[str], paths: Sequence[str] | None, folder: str = ".") -> dict[str, Any]:
    """What the words before `--` name, and `paths`, those behind it (None without `--`), as `two_sides` takes them.

    As git reads them: what is no path is a revision, and a word that is both needs `--`. Two paths are OLD and NEW.

    Raises:
        UsageError: a word is a revision and a path, or paths limit what is no repository.
        TargetError: that could not be asked.
    """
    if paths is not None:
        if len(words) == 2:
            raise UsageError(f"{words[0]} {words[1]} are compared whole: behind -- stand paths in a repository")
        return {"revisions": words[0] if words else None, "paths": tuple(paths)}
    if len(words) == 2:
        return _two_words(words[0], words[1], folder)
    if not words or not _is_path(words[0], folder):
        return {"revisions": words[0] if words else None}
    _refuse_revision(words[0], f"{words[0]} -- or -- {words[0]}", folder)
    return {"paths": (words[0],)}


def _two_words(first: str, second: str, folder: str) -> dict[str, Any]:
    """OLD NEW, or REV PATH."""
    if _is_path(second, folder) and not _is_path(first, folder):
        return {"revisions": first, "paths": (second,)}
    if not _is_path(second, folder) and _is_revision(first, folder) and _is_revision(second, folder):
        raise UsageError(f"two revisions are named {first}..{second}")
    if _is_path(second, folder):
        _refuse_revision(first, f"{first} -- {second} or .{os.sep}{first} {second}", folder)
    return {"old": first, "new": second}


def _refuse_revision(word: str, instead: str, folder: str) -> None:
    if _is_revision(word, folder):
        raise UsageError(f"{word} is both a revision and a path: say {instead}")


def _is_path(word: str, folder: str) -> bool:
    # The null device is what git hands an external diff for no file, by this name on every system.
    return word == "/dev/null" or os.path.lexists(Path(folder, word))


def _is_revision(word: str, folder: str) -> bool:
    """Whether git knows it as one; without git or a repository nothing is."""
    if Path(word).is_absolute() or word.startswith(f".{os.sep}"):  # known without asking: what git's tools hand over
        return False
    try:
        with Repository(folder) as repository:
            return repository.knows(word)
    except TargetError:
        return False


@contextmanager
def two_sides(
    old: str | None = None,
    new: str | None = None,
    *,
    revisions: str | None = None,
    staged: bool = False,
    exclude: Sequence[str] = (),
    folder: str = ".",
    paths: Sequence[str] = (),
) -> Iterator[Comparing]:
    """Open `old` and `new`, two files or folders; or, where neither is given, the repository that `folder` lies in.

    `revisions` is `REV`, `A..B` or `A...B`, None for HEAD; `staged` compares the index; `paths` are git's pathspecs.

    Raises:
        TargetError: a side is not there, or there is no repository.
        UsageError: one side without the other, or sides and revisions.
    """
    selection = Selection(exclude)
    if old is None and new is None:
        with Repository(folder) as repository:
            yield _in_git(repository, revisions, selection, paths, staged=staged)
        return
    if old is None or new is None:
        raise UsageError("two sides are compared: name both, or neither for the repository's changes")
    if revisions is not None or staged or paths:
        raise UsageError("two files or folders have no revisions and are compared whole: name the one or the other")
    yield _without_git(old, new, selection)


def _in_git(
    repository: Repository, revisions: str | None, selection: Selection, paths: Sequence[str], *, staged: bool
) -> Comparing:
    compared = repository.compared(revisions, staged=staged)
    return Comparing(
        selection.chosen(repository.changes(compared, paths, selection.wanted)),
        lambda: selection.chosen_files(repository.new_side(compared, selection.wanted)),
        {"before": compared.before, "after": compared.after, "staged": staged, "paths": list(paths)},
        lambda: (*compared.notes, *repository.notes),
    )


def _without_git(old: str, new: str, selection: Selection) -> Comparing:
    changes = folders.changes(old, new, selection.wanted)
    return Comparing(
        # Two files are named by the user: they are Python, whatever their names are.
        selection.chosen(changes) if Path(new).is_dir() else changes,
        lambda: folders.new_side(new, selection.wanted),
        {"before": old, "after": new, "staged": False, "paths": []},
        tuple,
    )
