"""One changed file, whichever way the two sides were named.

Knows what is told about a change, and that contents are read when they are asked for.
Does not know git, folders, nor what Python makes of the contents.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Read = Callable[[], bytes]


class Change(NamedTuple):
    """A file that differs, or may differ, between two sides.

    `status` is modified, renamed, added, deleted, typechanged, or same where the bytes are known to be equal. `before`
    and `after` read that side's content anew each time, from any thread, and raise `TargetError` where that fails;
    None where the side has no such file. `identical` says that both sides' bytes are known to be equal (a mode or a
    name may differ), without reading them. A change with `passed_over` (why nothing is compared) or `error` (trouble)
    has neither side; but what git calls binary has both, since a first line may say that it is Python. Paths are `str`
    with surrogate escapes, from the top of the repository or folder.
    """

    path: str
    old_path: str | None
    status: str
    before: Read | None
    after: Read | None
    identical: bool = False
    passed_over: str | None = None
    error: str | None = None


class TreeFile(NamedTuple):
    """A file of the new side, changed or not; `read` as for a `Change`."""

    path: str
    read: Read


def source(path: str, content: bytes) -> dict[str, Any]:
    """Return the content of a file as a probe is asked about it."""
    return {"content": content, "filename": path, "kind": "source"}
