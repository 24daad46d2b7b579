"""Two captures to one comparison: layer by layer, and what it means that one side does not compile.

Knows that a layer has facts, an error or a reason for its absence; each layer's own file does the comparing.
Does not know where captures come from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from ..layers import NAMES, RUN
from ..layers import layer as layer_file
from ..layers.difference import Change, LayerComparison, Line, Mark, Options, Row, Side, Span
from .comparison import NOT_ASKED, InterpreterComparison, InterpreterShowing, LayerListing, Python

NOTHING_RUN = "nothing was run: ask with --call EXPR or --run"
TOLD_EARLIER = {"before": "the side before does not compile", "after": "the side after does not compile"}

VERSION = re.compile(r"\d+")

_ADDED: Mark = "added"
_REMOVED: Mark = "removed"

Capture = Mapping[str, Any]


class Captured(NamedTuple):
    """A capture with the interpreter that made it.

    `behavior` are that layer's facts, or {"absent": why} where the run could not be; None where none was asked.
    """

    python: Python
    capture: Capture
    behavior: Mapping[str, Any] | None = None
    options: Options = Options()

    @property
    def version(self) -> tuple[int, int, int]:
        """(major, minor, micro) of the interpreter, without what follows it in a pre-release (`3.15.0rc1`)."""
        major, minor, micro = (int(part) for part in VERSION.findall(self.python["version"])[:3])
        return major, minor, micro

    def reading(self, layer: str) -> Mapping[str, Any]:
        """What came of reading `layer`: `facts`, `error` or `absent`."""
        if layer != RUN:
            reading: Mapping[str, Any] = self.capture["layers"][layer]
            return reading
        if self.behavior is None:
            return {"absent": NOTHING_RUN}
        return self.behavior if "absent" in self.behavior else {"facts": self.behavior}

    def side(self, layer: str) -> Side:
        """This capture's side of `layer`, whose facts must be there."""
        facts = self.reading(layer)["facts"]
        return Side(facts, self.capture["target"], self.version, tuple(self.capture["lines"]), self.options)

    @property
    def error(self) -> Mapping[str, Any] | None:
        """The error of the deepest layer that has one, so the compiler's before tokenize's; None where it compiles."""
        readings = reversed(self.capture["layers"].values())
        return next((reading["error"] for reading in readings if "error" in reading), None)


def compare_captures(before: Captured, after: Captured, asked: Collection[str]) -> InterpreterComparison:
    """Compare every layer in `asked`; the others stay None, as not asked for."""
    if before.error is not None and after.error is not None:
        trouble = f"neither side compiles: before: {told(before.error)}; after: {told(after.error)}"
        return InterpreterComparison(before.python, after.python, trouble=trouble)
    layers: list[LayerComparison] = []
    broken = False
    for name in NAMES:
        compared = _compare_layer(name, before, after, asked, broken=broken)
        broken = broken or any(change.kind == "error" for change in compared.changes)
        layers.append(compared)
    return InterpreterComparison(
        before.python, after.python, tuple(layers), warnings=_warnings(before=before, after=after)
    )


def list_capture(captured: Captured, asked: Collection[str]) -> InterpreterShowing:
    """Every layer of one capture as lines."""
    listings: list[LayerListing] = []
    for name in NAMES:
        if name not in asked:
            continue
        reading = captured.reading(name)
        if "facts" in reading:
            listings.append(LayerListing(name, layer_file(name).listing(captured.side(name))))
        elif "error" in reading:
            lines = () if _is_told(listings) else error_lines(reading["error"])
            listings.append(LayerListing(name, lines or None, told(reading["error"])))
        else:
            listings.append(LayerListing(name, None, reading["absent"]))
    trouble = None if captured.error is None else f"does not compile: {told(captured.error)}"
    return InterpreterShowing(captured.python, tuple(listings), trouble, _warnings(target=captured))


def told(error: Mapping[str, Any]) -> str:
    """A compiler's error in one line."""
    place = "" if error["line"] is None else f"line {error['line']}: "
    return f"{place}{error['type']}: {error['message']}"


def error_lines(error: Mapping[str, Any]) -> tuple[Line, ...]:
    """A compiler's error with its place and a caret under it."""
    lines: list[Line] = []
    if error["text"] is not None and error["line"] is not None:
        number = f"{error['line']:>4}  "
        text = str(error["text"])
        lines.append((Span(number, "number"), Span(text)))
        if error["column"]:
            start = max(error["column"] - 1, 0)
            width = max((error["end_column"] or 0) - error["column"], 1)
            # tabs stay tabs, so that the caret stands under its character
            gap = "".join(char if char == "\t" else " " for char in text[:start].ljust(start))
            lines.append((Span(" " * len(number)), Span(gap + "^" * min(width, max(len(text) - start, 1)), "error")))
    lines.append((Span(f"{error['type']}: {error['message']}", "error"),))
    return tuple(lines)


def _is_told(listings: list[LayerListing]) -> bool:
    """Was an error's place shown at an earlier layer?"""
    return any(listing.lines is not None and listing.reason for listing in listings)


def _compare_layer(
    name: str, before: Captured, after: Captured, asked: Collection[str], *, broken: bool
) -> LayerComparison:
    if name not in asked:
        return LayerComparison(name, None, reason=NOT_ASKED)
    readings = {"before": before.reading(name), "after": after.reading(name)}
    if all("facts" in reading for reading in readings.values()):
        compared: LayerComparison = layer_file(name).compare(before.side(name), after.side(name))
        return compared
    failed = next((side for side, reading in readings.items() if "error" in reading), None)
    if failed is not None:
        return _with_one_side(name, before, after, failed, broken=broken)
    uncompiled = next((side for side, one in (("before", before), ("after", after)) if one.error is not None), None)
    if name == RUN and uncompiled is not None:
        return LayerComparison(name, None, reason=TOLD_EARLIER[uncompiled])
    return LayerComparison(name, None, reason=_absent(readings))


def _absent(readings: Mapping[str, Mapping[str, Any]]) -> str:
    reasons = {side: reading["absent"] for side, reading in readings.items() if "absent" in reading}
    if len(set(reasons.values())) == 1 and len(reasons) == 2:
        return str(reasons["before"])
    return "; ".join(f"{side}: {reason}" for side, reason in reasons.items())


def _with_one_side(name: str, before: Captured, after: Captured, failed: str, *, broken: bool) -> LayerComparison:
    """A layer that one side does not have: the error where it arises, and the other side whole."""
    whole, mark = (after, _ADDED) if failed == "before" else (before, _REMOVED)
    rows = _one_sided(layer_file(name).listing(whole.side(name)), mark) if "facts" in whole.reading(name) else ()
    if broken:
        return LayerComparison(name, None, reason=TOLD_EARLIER[failed], rows=rows)
    error = (before if failed == "before" else after).reading(name)["error"]
    before_words, after_words = (told(error), None) if failed == "before" else (None, told(error))
    change = Change("error", "", before_words, after_words, name=error["type"])
    shown = _one_sided(error_lines(error), _REMOVED if failed == "before" else _ADDED)
    return LayerComparison(name, False, f"{failed}: {told(error)}", changes=(change,), rows=(*shown, *rows))


def _one_sided(lines: tuple[Line, ...], mark: Mark) -> tuple[Row, ...]:
    return tuple(Row(mark, line, None) if mark == "removed" else Row(mark, None, line) for line in lines)


def _warnings(**sides: Captured) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        {"side": side, **warning} for side, captured in sides.items() for warning in captured.capture["warnings"]
    )
