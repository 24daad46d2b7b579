"""The gate of a check: does what was asked with `--same` hold in every file?

Knows that a gate asks about its layer and every deeper static one (DECISIONS, 2), and what added and deleted files mean
for it. Does not know exit statuses.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..compare.gates import gated_layers
from ..layers import STATIC
from .verdicts import FileVerdict, Gate

ONE_SIDED = frozenset({"added", "deleted"})
"""A file that only one side has runs on that side alone: no gate lets it pass, whatever it holds."""

GATES = ("tokens", "ast", "symbols", "code")
"""The layers that `--same` takes: whether the text itself is the same, git says."""


def gate(files: Iterable[FileVerdict], same: str, allow: tuple[str, ...] = ()) -> Gate:
    """Whether `same` and every deeper layer is the same in every file; None where trouble alone leaves that open."""
    held = [holds_in(file, same) for file in files]
    if False in held:
        return Gate(same, allow, holds=False)
    return Gate(same, allow, holds=None if None in held else True)


def holds_in(file: FileVerdict, same: str) -> bool | None:
    """Whether the gate holds in one file; None where nobody can say: trouble, or it was passed over.

    What was passed over may hold Python, as far as its name or first line tells. A pull request could say in
    .gitattributes that a file is binary, or put a link in its place, or move a submodule: a gate that let that pass
    would be none.
    """
    if file.passed_over is not None:
        return None
    if file.status in ONE_SIDED or file.deepest in gated_layers(same):
        return False
    return None if file.error is not None else True


def deepest(layers: Iterable[str | None]) -> str | None:
    """The deepest of several layers, None where there is none."""
    return max((layer for layer in layers if layer is not None), key=STATIC.index, default=None)
