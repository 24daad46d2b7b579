"""A file of the working tree as git would commit it, without running what a repository's configuration names.

Knows git's own conversions: line ends, `$Id$`, encodings. Does not know which files changed.

External filters (`filter.NAME.clean`) are commands of somebody's: they are switched off, and a file that has one is
taken with the bytes that lie there. For all else git says which object it would make (`git hash-object`, which writes
none), and the conversion whose result has that name is the right one: what is compared is proved to be what git would
commit.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator

from ..errors import TargetError
from ..revisions import Git
from .git_objects import Attributes, Hashes

_EXPANDED_ID = re.compile(rb"\$Id:[^$\n]*\$")


def filters_switched_off(git: Git) -> tuple[str, ...]:
    """Settings that switch every configured filter driver off.

    An empty command runs nothing (git's `apply_filter` asks for a non-empty one); without `required` that is no error.
    """
    asked = git.run("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
    drivers = sorted({name.rpartition(".")[0] for name in os.fsdecode(asked.stdout).split("\0") if name})
    for driver in drivers:
        if "=" in driver:  # `-c NAME=VALUE` ends the name at the first "="
            raise TargetError(
                f"{driver}: a filter's name with = in it cannot be switched off, and filters are never run"
            )
    return tuple(
        f"{driver}.{setting}" for driver in drivers for setting in ("clean=", "smudge=", "process=", "required=false")
    )


class WorkingTree:
    """Files as git would commit them; `top` is where git checks the repository out."""

    def __init__(self, git: Git, top: str, attributes: Attributes) -> None:
        self._top = top
        self._attributes = attributes
        self._hashes = Hashes(git)

    def object_name(self, path: str) -> str | None:
        """The name of the object that git would make; None where it is no file of this tree, or git cannot read it."""
        return self._hashes.of(os.fsencode(path)) if self._is_file_of_this_tree(path) else None

    def content(self, path: str, name: str | None) -> bytes:
        """The file's content as git would commit it, as the object `name`. Raises TargetError where that fails."""
        if name is None or not self._is_file_of_this_tree(path):
            raise TargetError(f"{path}: not a file of this tree, or git cannot read or convert it")
        lying = self._lying(path)
        if _object_name(lying, len(name)) == name:
            return lying
        encoding = self._attributes.of(os.fsencode(path))["working-tree-encoding"]
        for converted in _conversions(lying, encoding):
            if _object_name(converted, len(name)) == name:
                return converted
        raise TargetError(f"{path}: it changed while it was read, or git converts it in a way unknown to cutaway")

    def close(self) -> None:
        """End the child."""
        self._hashes.close()

    def _is_file_of_this_tree(self, path: str) -> bool:
        """A regular file that no link on the way leads to: a folder may have become one, out of the tree."""
        place = os.path.join(self._top, path)
        try:
            return stat.S_ISREG(os.lstat(place).st_mode) and os.path.realpath(place) == os.path.normpath(place)
        except OSError:
            return False

    def _lying(self, path: str) -> bytes:
        # Not through a link that took the file's place meanwhile, nor waiting at a FIFO (Windows has neither flag).
        flags = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
        try:
            with open(os.open(os.path.join(self._top, path), os.O_RDONLY | flags), "rb") as stream:
                return stream.read()
        except OSError as error:
            raise TargetError(f"{path}: {error.strerror or error}") from None


def _conversions(lying: bytes, encoding: str) -> Iterator[bytes]:
    """What git may make of the bytes, in the order of its own steps: encoding, line ends, `$Id$`."""
    for text in [lying, *_decoded(lying, encoding)]:
        for ends in (text, text.replace(b"\r\n", b"\n")):
            yield ends
            yield _EXPANDED_ID.sub(b"$Id$", ends)


def _decoded(lying: bytes, encoding: str) -> list[bytes]:
    if encoding in ("unspecified", "set", "unset"):
        return []
    try:
        return [lying.decode(encoding.upper().removesuffix("-BOM")).removeprefix("\ufeff").encode()]
    except (LookupError, UnicodeError):
        return []


def _object_name(content: bytes, length: int) -> str:
    """The name that git gives a blob; `length` in hexadecimal digits tells a SHA-256 repository."""
    algorithm = "sha256" if length == 64 else "sha1"
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
