"""What layout decides about instructions, taken away from a side.

Knows the neutral facts that the probe adds, and the normal form where there are none.
Does not know what differs between two sides.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Mapping
from typing import Any

from ...align import align
from ..columns import NOTHING
from ..difference import Side
from .codeobjects import Part, matched_parts
from .instruction_lines import lines_of
from .instructions import Meaning


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
        placed, here = _moved_by_layout(real, part) if "rows" in part else (_as_shown(real, part), 0)
        parts.append(placed)
        # A definition's instructions count in another layer than a code object's.
        moved += here if part["kind"] == "code" else 0
    return side._replace(facts={**neutral, "parts": parts}), moved


def _as_shown(real: Part, neutral: Part) -> Part:
    """The neutral part with what is shown and never counts as it really is."""
    return {**neutral, **{name: real[name] for name in _SHOWN_ONLY}}


_SHOWN_ONLY = ("filename", "first_line", "stack_size", "local_count", "unused_constants", "unused_names")


def in_normal_form(side: Side) -> Side:
    """The side with each part's instructions in normal form."""
    parts = [_normal_form(part) if "rows" in part else part for part in side.facts["parts"]]
    return side._replace(facts={**side.facts, "parts": parts})


def _moved_by_layout(real: Part, neutral: Part) -> tuple[Part, int]:
    """The neutral part with the positions of the real one, and how many instructions layout alone added or changed."""
    real_lines = lines_of(real)
    if real["rows"] == neutral["rows"] and real["table"] == neutral["table"]:
        return {**neutral, "positions": real["positions"], "lines": real_lines}, 0
    alignment = align(_plain_keys(real), _plain_keys(neutral))
    lines: list[int | None] = [None] * len(neutral["rows"])
    positions = array("i", [NOTHING]) * (4 * len(neutral["rows"]))
    moved = 0
    for tag, i1, i2, j1, j2 in alignment.blocks:
        if tag == "equal":
            lines[j1:j2] = real_lines[i1:i2]
            if real["positions"] is not None:
                positions[4 * j1 : 4 * j2] = real["positions"][4 * i1 : 4 * i2]
        else:
            moved += max(i2 - i1, j2 - j1)
    columns = None if real["positions"] is None else positions
    return {**neutral, "positions": columns, "lines": lines}, moved


def _plain_keys(part: Part) -> list[Hashable]:
    # Nested code objects and jump targets have other numbers in another compilation.
    table: list[Hashable] = [
        tuple(meaning[:2]) if meaning[1:2] in (["jump"], ["code"]) else repr(meaning) for meaning in part["table"]
    ]
    return [table[row] for row in part["rows"]]


_FUSED = frozenset(
    {"LOAD_FAST_LOAD_FAST", "LOAD_FAST_BORROW_LOAD_FAST_BORROW", "STORE_FAST_LOAD_FAST", "STORE_FAST_STORE_FAST"}
)


def _normal_form(part: Part) -> Part:
    """The part without what layout may decide: NOPs, two instructions fused into one, borrowed references."""
    table: list[Meaning] = []
    numbers: dict[str, int] = {}
    rows: list[int] = []
    new_index: list[int] = []
    jumps: list[tuple[int, Meaning]] = []
    for row in part["rows"]:
        new_index.append(len(rows))
        for meaning in _unfused(part["table"][row]):
            if meaning[1:2] == ["jump"]:
                jumps.append((len(rows), meaning))
            number = numbers.setdefault(repr(meaning), len(table))
            if number == len(table):
                table.append(meaning)
            rows.append(number)
    new_index.append(len(rows))
    for at, (opname, kind, target) in jumps:
        rows[at] = len(table)
        table.append([opname, kind, None if target is None else new_index[target]])
    exceptions = [[*(new_index[place] for place in row[:3]), *row[3:]] for row in part["exceptions"]]
    return {**part, "table": table, "rows": rows, "exceptions": exceptions}


def _unfused(meaning: Meaning) -> list[Meaning]:
    opname, *argument = meaning
    if opname == "NOP":
        return []
    if opname in _FUSED:
        return [
            [half.replace("_BORROW", ""), "local", name]
            for half, name in zip(_halves(opname), argument[1:], strict=True)
        ]
    return [[opname.replace("_BORROW", ""), *argument]]


def _halves(opname: str) -> tuple[str, str]:
    words = opname.split("_")
    second = max(at for at, word in enumerate(words) if word in ("LOAD", "STORE"))
    return "_".join(words[:second]), "_".join(words[second:])
