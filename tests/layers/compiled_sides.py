"""Two sources through the real probe of an interpreter, compared at `code` and `bytecode`."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cutaway.interpreters import Interpreter, Probe
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
    """One interpreter's probe, kept alive for many pairs of sources."""

    def __init__(self, python: Interpreter) -> None:
        self.version = tuple(python.version_info[:3])
        self._probe = Probe(python)

    def __call__(self, before: str, after: str, names: Sequence[Any] = ("f", "f"), **options: bool) -> Compiled:
        request = {
            "op": "capture",
            "sources": [_source(text, name) for text, name in zip((before, after), names, strict=True)],
            "layers": list(LAYERS),
            "optimize": None,
        }
        captures = self._probe.ask(request)["captures"]
        sides = {
            name: tuple(self._side(captured, name, Options(**options)) for captured in captures) for name in LAYERS
        }
        compared = {name: LAYERS[name].compare(*sides[name]) for name in LAYERS}
        return Compiled(**compared, sides=sides)

    def close(self) -> None:
        self._probe.close()

    def _side(self, captured: Any, layer: str, options: Options) -> Side:
        facts = captured["layers"][layer]["facts"]
        return Side(facts, captured["target"], self.version, tuple(captured["lines"]), options)


def _source(text: str, name: Any) -> dict[str, Any]:
    qualname, line = name if isinstance(name, tuple) else (name, None)
    select = None if qualname is None else {"qualname": qualname, "line": line}
    content = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return {"kind": "source", "content": content, "filename": "case.py", "select": select, "edit": None}
