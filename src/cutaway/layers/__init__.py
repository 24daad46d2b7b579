"""The layers, in the order in which CPython makes them: one file each.

Knows the names and the order. Does not know what any layer holds: each file here does, with its reader in `probe`.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

NAMES: tuple[str, ...] = ("source", "tokens", "ast", "symbols", "code", "bytecode", "behavior")
"""Each is also the name of the layer's file, here and in `probe`."""

STATIC: tuple[str, ...] = NAMES[:-1]
"""The layers that are read without running anything."""

COMPILED: tuple[str, ...] = ("code", "bytecode")
"""The layers of what runs: what an experiment is made of, and what the gate "nothing that runs" asks about."""

RUN: str = NAMES[-1]
"""The layer for which something must be run."""


def layer(name: str) -> ModuleType:
    """The file of the layer of that name, imported when it is first asked for."""
    return import_module(f".{name}", __package__)
