"""What CPython makes of a piece of Python at every layer, and how deep a change to it goes."""

from .compare.comparison import (
    Comparison,
    InterpreterComparison,
    InterpreterShowing,
    LayerListing,
    Showing,
)
from .errors import CutawayError, EditError, InterpreterError, ProbeError, TargetError, UsageError
from .layers.difference import Change, LayerComparison
from .results import Diff, Show, diff, insert_async, show, target
from .targets import Source

__all__ = [
    "Change",
    "Comparison",
    "CutawayError",
    "Diff",
    "EditError",
    "InterpreterComparison",
    "InterpreterError",
    "InterpreterShowing",
    "LayerComparison",
    "LayerListing",
    "ProbeError",
    "Show",
    "Showing",
    "Source",
    "TargetError",
    "UsageError",
    "diff",
    "insert_async",
    "show",
    "target",
]
