"""Finds CPythons, runs the probe in them, and keeps one alive for many requests.

Knows processes, paths and their failures. Does not know what a layer means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .discovery import discover, survey
    from .interpreter import Interpreter, Unusable, host, host_note
    from .probing import Probe
    from .selection import select

__all__ = ["Interpreter", "Probe", "Unusable", "discover", "host", "host_note", "select", "survey"]

# Imported on first use: a probe is started before anything is searched for, and mostly nothing is.
_HOMES = {
    "discovery": ("discover", "survey"),
    "interpreter": ("Interpreter", "Unusable", "host", "host_note"),
    "probing": ("Probe",),
    "selection": ("select",),
}


def __getattr__(name: str) -> Any:
    """Import a public name from where it lives (PEP 562)."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{home}", __name__), name)
