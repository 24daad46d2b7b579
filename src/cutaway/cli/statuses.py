"""Exit statuses, as `diff` has them (DECISIONS, 8).

Knows how an answer becomes a number. Does not know how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..compare.comparison import Comparison, Showing
from ..compare.gates import gate_holds_on_all, uncompared

if TYPE_CHECKING:
    from ..checks.verdicts import FileVerdict, Report

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
    return _of_held(held)


def of_check(report: Report, *, exit_zero: bool = False) -> int:
    """As the gate says; without one 2 for trouble with a file, 1 for a difference in any layer, else 0.

    `exit_zero` makes 0 of 1: trouble is never silent.
    """
    status = _of_files(report.files) if report.gate is None else _of_held(report.gate.holds)
    return _zeroed(status) if exit_zero else status


def of_held(held: bool | None, *, exit_zero: bool = False) -> int:
    """0 if a gate holds, 1 if not, 2 if that cannot be said."""
    return _zeroed(_of_held(held)) if exit_zero else _of_held(held)


def _zeroed(status: int) -> int:
    return SAME if status == DIFFERENT else status


def _of_held(held: bool | None) -> int:
    if held is None:
        return TROUBLE
    return SAME if held else DIFFERENT


def _of_files(files: Sequence[FileVerdict]) -> int:
    if any(file.error is not None for file in files):
        return TROUBLE
    from ..checks.gate import ONE_SIDED  # no other command needs it

    differ = any(file.passed_over is None and (file.deepest or file.status in ONE_SIDED) for file in files)
    return DIFFERENT if differ else SAME
