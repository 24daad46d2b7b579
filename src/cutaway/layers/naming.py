"""The target's own name, which two sides may spell differently without being different.

Knows when names are set aside, and the sentence that says so. Does not know where a layer keeps a name.
"""

from __future__ import annotations

from .difference import Side

OWN_NAME = "\0own name"
"""Stands for the target's name on both sides where it is set aside; no source can hold it."""


def set_aside(before: Side, after: Side) -> bool:
    """Whether the sides name their targets differently."""
    names = before.target.get("name"), after.target.get("name")
    return None not in names and names[0] != names[1]


def note(before: Side, after: Side) -> tuple[str, ...]:
    """The one sentence that says so, or nothing."""
    if not set_aside(before, after):
        return ()
    return (f"the names differ and are set aside: {before.target['name']}, {after.target['name']}",)


def own_place(side: Side) -> tuple[int, int] | None:
    """Line and column (in characters) of the target's name."""
    name_at = side.target.get("name_at")
    return (name_at[0], name_at[1]) if name_at else None
