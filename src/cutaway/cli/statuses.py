"""Exit statuses, as `diff` has them (DECISIONS, 8).

Knows how an answer becomes a number. Does not know how it is shown.
"""

from __future__ import annotations

from ..compare.comparison import Comparison, Showing
from ..compare.gates import gate_holds_on_all, uncompared

SAME = 0
DIFFERENT = 1
TROUBLE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
"""What a shell reports for a program that SIGPIPE ended, as `git diff | head` does."""


def of_comparison(comparison: Comparison) -> int:
    """2 if an interpreter gave no answer, 1 if a layer that was asked for differs on one of them, else 0."""
    if any(one.trouble is not None or uncompared(one) is not None for one in comparison.comparisons):
        return TROUBLE
    return DIFFERENT if any(one.deepest is not None for one in comparison.comparisons) else SAME


def of_edit(comparison: Comparison) -> int:
    """0 if every interpreter answered: that an edit makes a difference is what was asked, not a failure."""
    return TROUBLE if of_comparison(comparison) == TROUBLE else SAME


def of_showing(showing: Showing) -> int:
    """0 if every interpreter could show what was asked."""
    return TROUBLE if any(one.trouble is not None for one in showing.showings) else SAME


def of_gate(comparison: Comparison, layer: str) -> int:
    """0 if `layer` and every deeper static one is the same on every interpreter, 1 if not, 2 if that cannot be said."""
    if any(one.trouble is not None for one in comparison.comparisons):
        return TROUBLE
    held = gate_holds_on_all(comparison.comparisons, layer)
    if held is None:
        return TROUBLE
    return SAME if held else DIFFERENT
