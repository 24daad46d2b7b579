"""Changes made of text, for tests of the road: no git, no files."""

from __future__ import annotations

from cutaway.checks.changes import Change


def change(path: str, before: str | None, after: str | None, status: str = "modified") -> Change:
    """One file whose sides are these texts; None where a side has no such file."""
    before_read = None if before is None else before.encode
    after_read = None if after is None else after.encode
    return Change(path, None, status, before_read, after_read)
