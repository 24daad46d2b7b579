"""What differs between two files or two folders, without git.

Knows how to walk two folders side by side. Does not know Python; no rename is looked for.

Links are not followed, but for the two that the user named. What tools keep for themselves is left out: see
`TOOLS_FOLDERS`. A virtual environment is told as passed over: any folder is one that holds a `pyvenv.cfg`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..errors import UsageError
from ..targets import read_file
from .changes import Change, Read, TreeFile

TOOLS_FOLDERS = frozenset(
    {"__pycache__", ".git", ".hg", ".svn", ".tox", ".nox", ".venv", ".eggs", "node_modules"}
    | {".mypy_cache", ".pytest_cache", ".ruff_cache"}
)
_CHUNK = 1 << 20
_LINK = "a symbolic link"


class _Found(NamedTuple):
    """Something in a folder: `parts` of its path from the top, its place, and why it is not read, if so."""

    parts: tuple[str, ...]
    place: str
    passed_over: str | None = None
    error: str | None = None

    @property
    def path(self) -> str:
        return "/".join(self.parts)


def changes(old: str, new: str, wanted: Callable[[str], bool] = lambda _path: True) -> Iterator[Change]:
    """The changes from `old` to `new`, two files or two folders, sorted by path, files with equal bytes as `same`.

    Of two folders, files of which the path is not `wanted` are left out; the path of a folder that is not entered ends
    with a slash. The null device stands for no file, as git hands it to an external diff.

    Raises:
        TargetError: a side is not there.
        UsageError: a file and a folder.
    """
    if os.path.isdir(old) != os.path.isdir(new):
        folder, file = (old, new) if os.path.isdir(old) else (new, old)
        raise UsageError(f"{folder} is a folder, {file} is not: name two files or two folders")
    if not os.path.isdir(old):
        return iter([_two_files(old, new)])
    return (change for change in _two_folders(old, new) if wanted(change.path))


def new_side(new: str, wanted: Callable[[str], bool]) -> Iterator[TreeFile]:
    """All files of the side after that are `wanted`, changed or not."""
    if not os.path.isdir(new):
        yield TreeFile(new, _reader(new, new))
        return
    for found in _walk(new, ()):
        if found.passed_over is None and found.error is None and wanted(found.path):
            yield TreeFile(found.path, _reader(found.place, found.path))


def _two_files(old: str, new: str) -> Change:
    if old == os.devnull:
        return Change(new, None, "added", None, _reader(new, new))
    if new == os.devnull:
        return Change(old, None, "deleted", _reader(old, old), None)
    for place in (old, new):
        read_file(place, place)  # says at once what is missing
    identical = _equal(old, new)
    status = "same" if identical else "modified"
    return Change(new, old if old != new else None, status, _reader(old, old), _reader(new, new), identical)


def _two_folders(old: str, new: str) -> Iterator[Change]:
    """Two sorted walks, merged: neither is ever held whole."""
    olds, news = _walk(old, ()), _walk(new, ())
    before, after = next(olds, None), next(news, None)
    while before is not None or after is not None:
        if after is None or (before is not None and before.parts < after.parts):
            yield _change(before, None)
            before = next(olds, None)
        elif before is None or after.parts < before.parts:
            yield _change(None, after)
            after = next(news, None)
        else:
            yield _change(before, after)
            before, after = next(olds, None), next(news, None)


def _change(before: _Found | None, after: _Found | None) -> Change:
    found = after or before
    assert found is not None
    status = "added" if before is None else "deleted" if after is None else "modified"
    sides = [side for side in (before, after) if side is not None]
    if (error := next((side.error for side in sides if side.error), None)) is not None:
        return Change(found.path, None, status, None, None, error=error)
    if before is not None and after is not None and _lead_alike(before, after):
        return Change(found.path, None, "same", None, None, identical=True)
    if (passed_over := next((side.passed_over for side in sides if side.passed_over), None)) is not None:
        one_kind = len({side.passed_over for side in sides}) == 1
        return Change(found.path, None, status if one_kind else "typechanged", None, None, passed_over=passed_over)
    identical = before is not None and after is not None and _equal(before.place, after.place)
    read_before = _reader(before.place, before.path) if before else None
    read_after = _reader(after.place, after.path) if after else None
    return Change(found.path, None, "same" if identical else status, read_before, read_after, identical)


def _walk(folder: str, above: tuple[str, ...]) -> Iterator[_Found]:
    """All that is no folder or is not entered, sorted by the parts of the path."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        yield _Found((*(above or (".",)), ""), folder, error=f"the folder cannot be read: {error.strerror}")
        return
    if above and any(entry.name == "pyvenv.cfg" for entry in entries):
        yield _Found((*above, ""), folder, "a virtual environment, as its pyvenv.cfg says")
        return
    for entry in entries:
        parts = (*above, entry.name)
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in TOOLS_FOLDERS:
                yield from _walk(entry.path, parts)
        else:
            yield _Found(parts, entry.path, _why_not_read(entry))


def _why_not_read(entry: os.DirEntry[str]) -> str | None:
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return None  # reading it says why
    if stat.S_ISLNK(mode):
        return _LINK
    return None if stat.S_ISREG(mode) else "not a regular file"


def _lead_alike(before: _Found, after: _Found) -> bool:
    """Are both links, by the same words? What git would call unchanged, too."""
    if not before.passed_over == after.passed_over == _LINK:
        return False
    try:
        return os.readlink(before.place) == os.readlink(after.place)
    except OSError:
        return False


def _equal(old: str, new: str) -> bool:
    """Are the bytes equal? A file that cannot be read is equal to none: reading it says why."""
    try:
        if os.path.getsize(old) != os.path.getsize(new):
            return False
        with open(old, "rb") as before, open(new, "rb") as after:
            while (chunk := before.read(_CHUNK)) == after.read(_CHUNK):
                if not chunk:
                    return True
    except OSError:
        pass
    return False


def _reader(place: str, label: str) -> Read:
    return lambda: read_file(place, label)
