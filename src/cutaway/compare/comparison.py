"""The comparison of two targets on one or more interpreters, as plain data.

Knows which layer is the deepest that differs. Does not know what any layer holds, nor how it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ..layers.difference import LayerComparison, Line

if TYPE_CHECKING:
    from .verdicts import Why  # only a question that asks why pays for it

NOT_ASKED = "not asked for"
"""The reason of a layer that the question left out."""

Python = Mapping[str, Any]
"""An interpreter's identity: `implementation`, `version` (x.y.z), `executable`, `build` (a list of flags), ..."""

Target = Mapping[str, Any]
"""What the user named: `label` (as named), `filename`, and each or None: `revision`, `qualname`, `line`, `edit`."""


class InterpreterComparison(NamedTuple):
    """Two captures compared on one interpreter (or two: each side carries its own).

    `trouble` is one line where this interpreter gave no answer at all; `layers` is empty then. `warnings` are the
    compiler's own (SyntaxWarning and such), each {`side`, `layer`, `category`, `message`, `line`}: told, never counted.
    `why` says which difference causes which behavior, None where that was not asked.
    """

    before_python: Python
    after_python: Python
    layers: tuple[LayerComparison, ...] = ()
    trouble: str | None = None
    warnings: tuple[Mapping[str, Any], ...] = ()
    why: Why | None = None

    @property
    def deepest(self) -> str | None:
        """The name of the deepest layer that differs, None when none does."""
        return next((layer.layer for layer in reversed(self.layers) if layer.same is False), None)

    def layer(self, name: str) -> LayerComparison | None:
        """The comparison of the layer of that name, None where this interpreter gave none."""
        return next((layer for layer in self.layers if layer.layer == name), None)


class Comparison(NamedTuple):
    """Two targets compared on every interpreter that was asked, oldest first.

    `question` holds the options that decide the answer (`layers`, `call`, `run`, `optimize`; `why` and `budget` where
    causes were asked for), so that a saved document says what was asked.
    """

    before: Target
    after: Target
    comparisons: tuple[InterpreterComparison, ...]
    question: Mapping[str, Any] = MappingProxyType({})


class LayerListing(NamedTuple):
    """One layer of one target: its lines, or None with the reason why there are none.

    Where the target does not compile, `reason` is the compiler's error, and `lines` show its place, if they do first.
    """

    layer: str
    lines: tuple[Line, ...] | None
    reason: str = ""


class InterpreterShowing(NamedTuple):
    """Every layer of one target on one interpreter.

    `trouble` is one line where it gave no answer, or where the target does not compile; `warnings` are as in
    InterpreterComparison, of the side `target`.
    """

    python: Python
    layers: tuple[LayerListing, ...] = ()
    trouble: str | None = None
    warnings: tuple[Mapping[str, Any], ...] = ()


class Showing(NamedTuple):
    """One target shown on every interpreter that was asked, oldest first."""

    target: Target
    showings: tuple[InterpreterShowing, ...]
    question: Mapping[str, Any] = MappingProxyType({})
