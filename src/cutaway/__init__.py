"""What CPython makes of a piece of Python at every layer, and how deep a change to it goes."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .compare.comparison import Comparison, InterpreterComparison, InterpreterShowing, LayerListing, Showing
    from .compare.verdicts import Trial, Unit, Verdict, Why
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
    "Trial",
    "Unit",
    "UsageError",
    "Verdict",
    "Why",
    "diff",
    "insert_async",
    "show",
    "target",
]

# Imported on first use: the command line imports this package, too, and starts before most of it is needed.
_HOMES = {
    "compare.comparison": ("Comparison", "InterpreterComparison", "InterpreterShowing", "LayerListing", "Showing"),
    "compare.verdicts": ("Trial", "Unit", "Verdict", "Why"),
    "errors": ("CutawayError", "EditError", "InterpreterError", "ProbeError", "TargetError", "UsageError"),
    "layers.difference": ("Change", "LayerComparison"),
    "results": ("Diff", "Show", "diff", "insert_async", "show", "target"),
    "targets": ("Source",),
}


def __getattr__(name: str) -> Any:
    """Import a public name from where it lives (PEP 562)."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{home}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
