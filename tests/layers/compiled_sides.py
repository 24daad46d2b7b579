"""Two sources through the real probe of an interpreter, compared at `code` and `bytecode`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from captured import Name, captures

from cutaway.compare.captures import Captured
from cutaway.interpreters import Interpreter
from cutaway.layers import bytecode, code
from cutaway.layers.difference import LayerComparison, Options, Side

LAYERS = {"code": code, "bytecode": bytecode}


@dataclass(frozen=True)
class Compiled:
    """What became of two sources: the comparison of each layer, and the sides it was made from."""

    code: LayerComparison
    bytecode: LayerComparison
    sides: dict[str, tuple[Side, Side]]

    @property
    def same(self) -> tuple[bool | None, bool | None]:
        """(code, bytecode)."""
        return self.code.same, self.bytecode.same


class Compiler:
    """One interpreter, asked for many pairs of sources."""

    def __init__(self, python: Interpreter) -> None:
        self.python = python
        self.version = python.version_info

    def __call__(self, before: str, after: str, names: Sequence[Name] = ("f", "f"), **options: bool) -> Compiled:
        read = captures(self.python, before, after, names=names, layers=tuple(LAYERS))
        both = [Captured({"version": self.python.version}, one, options=Options(**options)) for one in read]
        sides = {layer: tuple(one.side(layer) for one in both) for layer in LAYERS}
        compared = {layer: LAYERS[layer].compare(*sides[layer]) for layer in LAYERS}
        return Compiled(**compared, sides=sides)
