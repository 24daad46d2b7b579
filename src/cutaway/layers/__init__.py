"""The layers, in the order in which CPython makes them: one file each.

Knows the names and the order. Does not know what any layer holds: each file here does, with its reader in `probe`.
"""

from __future__ import annotations

from types import ModuleType

from . import ast, behavior, bytecode, code, source, symbols, tokens

LAYERS: tuple[ModuleType, ...] = (source, tokens, ast, symbols, code, bytecode, behavior)
NAMES: tuple[str, ...] = tuple(layer.NAME for layer in LAYERS)
STATIC: tuple[str, ...] = NAMES[:-1]
"""The layers that are read without running anything."""


def named(name: str) -> ModuleType:
    """The layer of that name; KeyError where there is none."""
    return dict(zip(NAMES, LAYERS, strict=True))[name]
