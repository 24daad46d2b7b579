"""Which of the changed files are Python, and which the user left out.

Knows names and first lines. Does not know git, folders, nor what the rest of a file holds.

Python are `.py`, `.pyi` and `.pyw`, and files whose name has no dot and whose first line starts with `#!` and names
python, on either side. What nobody can look into (a link, a submodule, a folder that cannot be read) may hold Python,
unless its name has another suffix. A glob of `--exclude` is read as a line of .gitignore: without a slash it fits a
file or folder of that name anywhere, with one the path from the top; `*` and `?` stop at a slash, `**` does not; a
slash at the end fits folders only. What lies in a folder that fits is left out with it. There is no `!`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..errors import TargetError, UsageError
from .changes import Change, Read, TreeFile

SUFFIXES = (".py", ".pyi", ".pyw")
_PYTHON = re.compile(rb"#![^\n]*\bpython")


def may_be_python(path: str) -> bool:
    """Is it Python by its suffix, or worth a look at its first line?"""
    name = path.rpartition("/")[2]
    return name.lower().endswith(SUFFIXES) or "." not in name


class Selection:
    """The Python files among changes, without those that a glob of `exclude` fits; `left_out` counts the others."""

    def __init__(self, exclude: Sequence[str] = ()) -> None:
        """Read the globs.

        Raises:
            UsageError: a glob is empty or starts with `!`.
        """
        self._excluded = [_pattern(glob) for glob in exclude]
        self.left_out: Counter[str] = Counter()

    def excludes(self, path: str) -> bool:
        """Does a glob fit the path, or a folder that it lies in?"""
        return any(pattern.match(path) for pattern in self._excluded)

    def wanted(self, path: str) -> bool:
        """May the path be in the selection, as far as its name tells?"""
        return may_be_python(path) and not self.excludes(path)

    def chosen(self, changes: Iterable[Change]) -> Iterator[Change]:
        """The changes that are in the selection, one at a time.

        A renamed file with one name in the selection is added to it, or deleted from it. One that is Python by its
        first line may say so on one side alone: a script whose first line changed runs all the same.
        """
        for change in changes:
            if (selected := self._selected(change)) is not None:
                yield selected

    def chosen_files(self, files: Iterable[TreeFile]) -> Iterator[TreeFile]:
        """The files of a tree that are in the selection, one at a time."""
        return (file for file in files if self._holds(file.path, file.read))

    def _selected(self, change: Change) -> Change | None:
        old_path = change.old_path or change.path
        is_new, was_old = self.wanted(change.path), self.wanted(old_path)
        if is_new and not _has_suffix(change.path):
            is_new = _may_be_script(change, change.after)
        if was_old and not _has_suffix(old_path):
            was_old = _may_be_script(change, change.before)
        if (is_new and was_old) or ((is_new or was_old) and self._is_one_script(old_path, change.path)):
            return change
        if is_new:
            return change._replace(old_path=None, status="added", before=None, identical=False)
        if was_old:
            return change._replace(path=old_path, old_path=None, status="deleted", after=None, identical=False)
        self.left_out["excluded" if self.excludes(change.path) else "not Python"] += 1
        return None

    def _is_one_script(self, old_path: str, path: str) -> bool:
        """Is it the first line that tells of both sides?"""
        return all(self.wanted(name) and not _has_suffix(name) for name in (old_path, path))

    def _holds(self, path: str, read: Read) -> bool:
        return self.wanted(path) and (_has_suffix(path) or _may_name_python(read))


def _has_suffix(path: str) -> bool:
    return path.lower().endswith(SUFFIXES)


def _may_be_script(change: Change, read: Read | None) -> bool:
    """Whether a side is Python by its first line, or neither side is there to be read."""
    if read is None:
        return change.before is None and change.after is None
    return _may_name_python(read)


def _may_name_python(read: Read) -> bool:
    try:
        return _PYTHON.match(read()) is not None
    except TargetError:  # who asks what it holds meets the same trouble, and tells it
        return True


def _pattern(glob: str) -> re.Pattern[str]:
    body = glob.removesuffix("/").removeprefix("./")
    if not body or glob.startswith("!"):
        raise UsageError(f"--exclude {glob}: a glob as in .gitignore, without !")
    anywhere = "" if "/" in body else "(?:.*/)?"
    below = "/" if glob.endswith("/") else r"(?:/|\Z)"
    return re.compile(anywhere + _translated(body.removeprefix("/")) + below, re.DOTALL)


def _translated(body: str) -> str:
    """A glob as a regular expression, piece by piece."""
    pieces = re.findall(r"\*\*/|/\*\*\Z|\*|\?|\[[!^]?\]?[^\]]*\]|.", body, re.DOTALL)
    return "".join(_translated_piece(piece) for piece in pieces)


def _translated_piece(piece: str) -> str:
    known = {"**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}
    if piece in known:
        return known[piece]
    if len(piece) > 1:  # a set of characters, in which only the negation is written otherwise
        inside = piece[1:-1]
        negated = inside[0] in "!^"
        return f"[{'^/' if negated else ''}{re.escape(inside[negated:]).replace(chr(92) + '-', '-')}]"
    return re.escape(piece)
