"""Two texts captured by one interpreter and compared in one layer: what the tests of the layers begin with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from cutaway.compare.captures import Captured
from cutaway.interpreters import Interpreter, Probe
from cutaway.layers import layer as layer_file
from cutaway.layers.difference import LayerComparison
from cutaway.targets import Source, from_code


@cache
def probe(python: Interpreter) -> Probe:
    """One child an interpreter for the whole run; it ends with its input, when the run does."""
    return Probe(python)


Name = str | tuple[str, int] | None
"""A qualified name, with the line where several definitions have it; None for all of a text."""


def captures(
    python: Interpreter, *texts: str | bytes, names: Sequence[Name] = (None, None), layers: Sequence[str]
) -> list[dict[str, Any]]:
    """What the probe reads of each text."""
    sources = [_source(text, name).request() for text, name in zip(texts, names, strict=False)]
    answer = probe(python).ask({"op": "capture", "sources": sources, "layers": list(layers), "optimize": None})
    captured: list[dict[str, Any]] = answer["captures"]
    return captured


def _source(text: str | bytes, name: Name) -> Source:
    qualname, line = name if isinstance(name, tuple) else (name, None)
    return from_code(text if isinstance(text, bytes) else text.encode(), qualname=qualname)._replace(line=line)


def compared(
    python: Interpreter,
    layer: str,
    before: str | bytes,
    after: str | bytes,
    *,
    names: Sequence[Name] = (None, None),
) -> LayerComparison:
    """One layer of two texts, or of the definitions with these names in them."""
    both = captures(python, before, after, names=names, layers=(layer,))
    sides = [Captured({"version": python.version}, capture).side(layer) for capture in both]
    comparison: LayerComparison = layer_file(layer).compare(*sides)
    return comparison


def words(comparison: LayerComparison) -> list[tuple[str, str, Any, Any]]:
    """The changes in short: kind, path, before, after."""
    return [(change.kind, change.path, change.before, change.after) for change in comparison.changes]
