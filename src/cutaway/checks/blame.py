"""The revisions that a `.git-blame-ignore-revs` file lists, each with what it changed.

Knows the file's format, as `git blame --ignore-revs-file` reads it. Does not know how deep a change may go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import TargetError
from .repository import Compared, Repository


class Listed(NamedTuple):
    """A line of the file: a revision with what to compare, or trouble. `notes` say what a reader should know."""

    line: int
    revision: str
    compared: Compared | None = None
    error: str | None = None
    notes: tuple[str, ...] = ()


def revisions(content: bytes, repository: Repository) -> Iterator[Listed]:
    """The revisions in the order of the file; `repository.changes(listed.compared)` are a revision's changes.

    A comment reaches from `#` to the end of its line. A revision is compared with its first parent, the first one of a
    history with the empty tree.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(content.split(b"\n"), start=1):
        word = line.partition(b"#")[0].strip().decode("utf-8", "replace")
        if not word:
            continue
        first = seen.setdefault(word.lower(), number)
        listed = _listed(number, word, repository)
        yield listed if first == number else listed._replace(notes=(*listed.notes, f"listed at line {first}, too"))


def _listed(number: int, word: str, repository: Repository) -> Listed:
    if not re.fullmatch(r"[0-9a-fA-F]{40}|[0-9a-fA-F]{64}", word):
        shown = word if word.isprintable() else ascii(word)
        return Listed(number, shown, error=f"line {number}: {shown} is no full hash, which is all that git reads here")
    try:
        compared = repository.compared_with_parent(word)
    except TargetError as error:
        return Listed(number, word, error=f"line {number}: {error}")
    return Listed(number, word, compared, notes=compared.notes)
