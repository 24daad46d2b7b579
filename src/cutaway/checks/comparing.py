"""What is compared with what: two files or folders, or what git says of a repository; the changes that are Python.

Knows how both ways of naming two sides become changes, and the files of the new side. Does not know how deep they go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import UsageError
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
        raise UsageError("two files or folders have no revisions: name the one or the other")
    yield _without_git(old, new, selection)


def _in_git(
    repository: Repository, revisions: str | None, selection: Selection, paths: Sequence[str], *, staged: bool
) -> Comparing:
    compared = repository.compared(revisions, staged=staged)
    return Comparing(
        selection.chosen(repository.changes(compared, paths, selection.wanted)),
        lambda: selection.chosen_files(repository.new_side(compared, selection.wanted)),
        {"before": compared.before, "after": compared.after, "staged": staged},
        lambda: (*compared.notes, *repository.notes),
    )


def _without_git(old: str, new: str, selection: Selection) -> Comparing:
    changes = folders.changes(old, new, selection.wanted)
    return Comparing(
        # Two files are named by the user: they are Python, whatever their names are.
        selection.chosen(changes) if Path(new).is_dir() else changes,
        lambda: folders.new_side(new, selection.wanted),
        {"before": old, "after": new, "staged": False},
        tuple,
    )
