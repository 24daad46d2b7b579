"""A gate over a comparison: is a layer, and every deeper static one, the same? And what could not be compared at all.

Knows that `code` means code and bytecode (DECISIONS, 2). Does not know exit statuses.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..layers import STATIC
from .comparison import NOT_ASKED, InterpreterComparison


def gated_layers(layer: str) -> tuple[str, ...]:
    """The layers that a gate at `layer` asks about: it and the deeper static ones."""
    return STATIC[STATIC.index(layer) :] if layer in STATIC else (layer,)


def gate_holds(comparison: InterpreterComparison, layer: str) -> bool | None:
    """True or False as the gated layers are all the same or not; None where one of them could not be compared.

    A side that does not compile has none of the layers below: that is not the same, wherever the error arises.
    """
    if any(change.kind == "error" for one in comparison.layers for change in one.changes):
        return False
    answers = [one.same for one in comparison.layers if one.layer in gated_layers(layer)]
    if False in answers:
        return False
    return None if None in answers or not answers else True


def gate_holds_on_all(comparisons: Iterable[InterpreterComparison], layer: str) -> bool | None:
    """False where the gate fails on any interpreter; None where it fails on none and one of them could not say."""
    held = [gate_holds(one, layer) for one in comparisons]
    if False in held:
        return False
    return None if None in held else True


def uncompared(comparison: InterpreterComparison, gate: str | None = None) -> str | None:
    """One line that says which layer could not be compared, and why, where that leaves the question without an answer.

    A gate needs all of its layers; without one, a single layer that was compared is an answer.
    """
    asked = [one for one in comparison.layers if one.reason != NOT_ASKED]
    if gate is None:
        missing = [] if any(one.same is not None for one in asked) else asked
    elif gate_holds(comparison, gate) is None:
        missing = [one for one in comparison.layers if one.layer in gated_layers(gate) and one.same is None]
    else:
        missing = []
    return f"{missing[0].layer} could not be compared: {missing[0].reason}" if missing else None
