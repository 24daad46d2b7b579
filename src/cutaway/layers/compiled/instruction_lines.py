"""One part's instructions in words: labels, arguments, places, each instruction a line of spans.

Knows the columns that `probe/bytecode.py` reads. Does not know a second side, nor which layer shows the lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from .. import values
from ..columns import four, number_or_none
from ..difference import Line, Options, Role, Span
from .codeobjects import Part
from .instructions import ExceptionRow, Meaning, jumps

At = tuple[int | None, ...]
"""A source position: line, column, end line, end column."""


class Listing:
    """One part's instructions as lines; labels are numbered in the order of their places."""

    def __init__(self, part: Part, options: Options, name_of_code: Callable[[int], str]) -> None:
        self.part = part
        self.options = options
        self.name_of_code = name_of_code
        self._prefixes = dict(part["prefixes"])

    def with_options(self, options: Options) -> Listing:
        """The same part, shown another way."""
        return Listing(self.part, options, self.name_of_code)

    # Most listings of a large file are never shown.
    @cached_property
    def labels(self) -> dict[int, str]:
        """The name of each place that a jump or a row of the exception table leads to."""
        return _labels(self.part)

    @cached_property
    def lines(self) -> Sequence[int | None]:
        """The source line of each instruction."""
        return lines_of(self.part)

    def opname(self, index: int) -> str:
        """The name of an instruction."""
        return str(self._meaning(index)[0])

    def argument(self, index: int) -> str:
        """The argument of an instruction in words, empty where it has none."""
        return "".join(text for text, _ in self._argument(index))

    def kind(self, index: int) -> str:
        """What kind of argument an instruction has, empty where it has none."""
        return str(self._meaning(index)[1]) if len(self._meaning(index)) > 1 else ""

    def code(self, index: int) -> int:
        """The number of the part that an instruction of kind `code` loads."""
        return int(self._meaning(index)[2])

    def place_name(self, index: int | None) -> str:
        """How a jump or a row of the exception table calls a place."""
        return "outside" if index is None else self.labels.get(index, "the end")

    def text(self, index: int) -> str:
        """An instruction in one line, without its place."""
        return f"{self.opname(index)} {self.argument(index)}".rstrip()

    def line(self, index: int, other: tuple[str, str] | None = None, differs: bool = False) -> Line:
        """An instruction as a line; where it differs, `other` (opname, argument) says which part of it does."""
        opname, argument = self.opname(index), self._argument(index)
        words = "".join(text for text, _ in argument)
        opname_differs = differs and (other is None or other[0] != opname)
        argument_differs = differs and (other is None or other[1] != words)
        spans = [*self._place(index), Span(opname, "opname", opname_differs)]
        if argument:
            spans.append(Span(" " * max(_OPNAME_WIDTH - len(opname), 1)))
        # A jump differs by where it goes, though its label may read the same.
        argument_differs = argument_differs or (differs and not opname_differs)
        spans.extend(Span(text, role, argument_differs) for text, role in argument)
        return (*spans, *self._extra(index))

    def exception_line(self, row: ExceptionRow, differs: bool = False) -> Line:
        """A row of the exception table as a line."""
        return (Span(" " * _PLACE_WIDTH), Span(self.exception_text(row), "label", differs))

    def exception_text(self, row: ExceptionRow) -> str:
        """A row of the exception table in words."""
        start, end, target, depth, lasti = row
        stretch = f"{self.place_name(start)} to {self.place_name(end)}"
        return f"{stretch} -> {self.place_name(target)} [{depth}]{' lasti' if lasti else ''}"

    def at(self, index: int) -> At | None:
        """The source position that an instruction was made from: line, column, end line, end column."""
        if self.part["positions"] is None:
            line = self.lines[index]
            return None if line is None else (line, None, None, None)
        line, end_line, column, end_column = four(self.part["positions"], index)
        return None if line is None else (line, column, end_line, end_column)

    def _meaning(self, index: int) -> Meaning:
        meaning: Meaning = self.part["table"][self.part["rows"][index]]
        return meaning

    def _argument(self, index: int) -> list[tuple[str, Role]]:
        _, *argument = self._meaning(index)
        if not argument:
            return []
        kind, *words = argument
        if kind == "jump":
            return [("to ", "plain"), (self.place_name(words[0]), "label")]
        if kind == "code":
            return [(f"<code of {self.name_of_code(words[0])}>", "constant")]
        if kind == "const":
            return [(values.word(words[0]), "string" if words[0][0] == "str" else "constant")]
        if kind == "name":
            name, *flags = words
            return [(name, "name"), (" + " + " + ".join(flags), "plain")] if flags else [(name, "name")]
        return [_word(kind, words)]

    def _place(self, index: int) -> list[Span]:
        line = self.lines[index]
        starts_line = line is not None and (index == 0 or self.lines[index - 1] != line)
        label = self.labels.get(index)
        spans = [Span(f"{line:>4}" if starts_line else "    ", "number")]
        spans.append(Span(f" {label + ':' if label else '':<5}", "label"))
        if self.options.show_offsets:
            spans.append(Span(f"{self._unit(index) * 2:>5}  ", "number"))
        return spans

    def _extra(self, index: int) -> list[Span]:
        notes = []
        prefixes = self._prefixes.get(index, 0)
        if self.options.show_caches and (caches := self._next_unit(index) - self._unit(index) - 1) > 0:
            notes.append(f"{caches} cache entries" if caches > 1 else "1 cache entry")
        if self.options.show_offsets and prefixes:
            notes.append(f"{prefixes} EXTENDED_ARG before it")
        if self.options.show_positions and (at := self.at(index)) is not None:
            notes.append(_position(at))
        return [Span("  " + "; ".join(notes), "position")] if notes else []

    def _unit(self, index: int) -> int:
        unit: int = self.part["units"][index]
        return unit

    def _next_unit(self, index: int) -> int:
        if index + 1 == len(self.part["units"]):
            return int(self.part["size"])
        return self._unit(index + 1) - int(self._prefixes.get(index + 1, 0))


_PLACE_WIDTH = 10
_OPNAME_WIDTH = 22

_QUOTED_KINDS: Mapping[str, Role] = {
    "local": "name",
    "locals": "name",
    "cell": "name",
    "free": "name",
    "number": "number",
    "common": "name",
    "special": "name",
    "compare": "punctuation",
    "binary": "punctuation",
    "qualname": "string",
}


def _word(kind: str, words: Sequence[Any]) -> tuple[str, Role]:
    role = _QUOTED_KINDS.get(kind, "plain")
    if kind == "qualname":
        return values.word(["str", *words]), role
    return values.printable(", ".join(str(word) for word in words)), role


def _position(at: At) -> str:
    line, column, end_line, end_column = at
    if column is None:
        return f"line {line}"
    return f"{line}:{column}-{end_line}:{end_column}"


def lines_of(part: Part) -> Sequence[int | None]:
    """The line of each instruction."""
    if part["positions"] is None:
        return [number_or_none(line) for line in part["lines"]]
    return [number_or_none(line) for line in part["positions"][::4]]


def _labels(part: Part) -> dict[int, str]:
    places = {target for target in jumps(part).values() if target is not None}
    for start, end, target, _, _ in part["exceptions"]:
        places.update((start, end, target))
    places.discard(len(part["rows"]))
    return {place: f"L{number}" for number, place in enumerate(sorted(places), 1)}
