"""What layout decides about instructions, taken away from a side.

Knows the neutral facts that the probe adds, and the normal form where there are none.
Does not know what differs between two sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .codeobjects import Part, matched_parts
from .difference import Side
from .instructions import moved_by_layout, normal_form


def without_layout(side: Side) -> tuple[Side, int]:
    """The side with the facts that layout cannot touch, at its real positions, and how many instructions that moved."""
    neutral: Mapping[str, Any] = side.facts["neutral"]
    real_of = {j: i for i, j in matched_parts(side.facts, neutral).items()}
    parts: list[Part] = []
    moved = 0
    for number, part in enumerate(neutral["parts"]):
        if number not in real_of:
            parts.append(part)
            continue
        real = side.facts["parts"][real_of[number]]
        placed, here = moved_by_layout(real, part) if "rows" in part else (_as_shown(real, part), 0)
        parts.append(placed)
        # A definition's instructions count in another layer than a code object's.
        moved += here if part["kind"] == "code" else 0
    return replace(side, facts={**neutral, "parts": parts}), moved


def _as_shown(real: Part, neutral: Part) -> Part:
    """The neutral part with what is shown and never counts as it really is."""
    return {**neutral, **{name: real[name] for name in _SHOWN_ONLY}}


_SHOWN_ONLY = ("filename", "first_line", "stack_size", "local_count", "unused_constants", "unused_names")


def in_normal_form(side: Side) -> Side:
    """The side with each part's instructions in normal form."""
    parts = [normal_form(part) if "rows" in part else part for part in side.facts["parts"]]
    return replace(side, facts={**side.facts, "parts": parts})
