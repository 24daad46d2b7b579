"""What CPython makes of a piece of Python at every layer, how deep a change goes, and which part of it causes what."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checks.verdicts import FileVerdict, FunctionChange
    from .compare.comparison import Comparison, InterpreterComparison, InterpreterShowing, LayerListing, Showing
    from .compare.verdicts import Trial, Unit, Verdict, Why
    from .errors import CutawayError, EditError, InterpreterError, ProbeError, TargetError, UsageError
    from .fingerprints import fingerprint
    from .layers.difference import Change, LayerComparison
    from .results import Check, Diff, Show, check, diff, insert_async, show, target
    from .targets import Source

__all__ = [
    "Change",
    "Check",
    "Comparison",
    "CutawayError",
    "Diff",
    "EditError",
    "FileVerdict",
    "FunctionChange",
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
    "check",
    "diff",
    "fingerprint",
    "insert_async",
    "show",
    "target",
]

# Imported on first use: the command line imports this package, too, and starts before most of it is needed.
_HOMES = {
    "checks.verdicts": ("FileVerdict", "FunctionChange"),
    "compare.comparison": ("Comparison", "InterpreterComparison", "InterpreterShowing", "LayerListing", "Showing"),
    "compare.verdicts": ("Trial", "Unit", "Verdict", "Why"),
    "errors": ("CutawayError", "EditError", "InterpreterError", "ProbeError", "TargetError", "UsageError"),
    "fingerprints": ("fingerprint",),
    "layers.difference": ("Change", "LayerComparison"),
    "results": ("Check", "Diff", "Show", "check", "diff", "insert_async", "show", "target"),
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
