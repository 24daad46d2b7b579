"""The layer source: which lines of text differ.

Knows that every character counts, and for a whole file its encoding and line ends too.
Does not know what the text means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..align import align
from ..align.pairs import Pair, paired
from . import inline, naming
from .counting import summarized
from .difference import Change, LayerComparison, Line, Mark, Row, Side, Span
from .rows import Rows, marks_of_pairs

NAME = "source"

# What a whole file has beside its lines, and how a reader calls it.
_OF_THE_FILE = {
    "encoding": "encoding",
    "bom": "byte-order mark",
    "newlines": "line ends",
    "ends_in_newline": "ends in a line end",
}


class _Part(NamedTuple):
    """The target's own lines on one side; `keys` is what counts of each."""

    first: int
    lines: Sequence[str]
    keys: Sequence[str]

    def place(self, index: int) -> tuple[int, int, int, int]:
        line = self.first + index
        return (line, 0, line, len(self.lines[index].encode("utf-8", "surrogatepass")))

    def numbered(self, index: int, text: Line) -> Line:
        width = len(str(self.first + len(self.lines) - 1))
        return (Span(f"{self.first + index:>{width}}  ", "number"), *text)


def compare(before: Side, after: Side) -> LayerComparison:
    """Compare the lines of the target's own part."""
    aside = naming.set_aside(before, after)
    old, new = _part(before, aside), _part(after, aside)
    alignment = align(old.keys, new.keys)
    # lines that differ only in their indentation belong beside each other
    pairs = paired(alignment, [key.strip() for key in old.keys], [key.strip() for key in new.keys])
    marks = marks_of_pairs(pairs, old.keys, new.keys)
    changes = [
        *_file_changes(before, after),
        *(_change(old, i, new, j) for (i, j), mark in zip(pairs, marks, strict=True) if mark != "same"),
    ]
    rows = Rows(marks, lambda index: _row(old, new, pairs[index], marks[index])) if changes else ()
    notes = naming.note(before, after) + (_CUT_SHORT if alignment.cut_short else ())
    return LayerComparison(NAME, not changes, _summary(changes), changes=tuple(changes), rows=rows, notes=notes)


def listing(side: Side) -> tuple[Line, ...]:
    """The target's lines with their numbers."""
    part = _part(side, aside=False)
    return tuple(part.numbered(index, (Span(text),)) for index, text in enumerate(part.lines))


_CUT_SHORT = ("the two texts are too unlike to be matched up whole: some stretches are shown as replaced",)


def _part(side: Side, aside: bool) -> _Part:
    """The target's part; where names are set aside, the keys have a placeholder for the target's own."""
    first = side.facts["first"]
    lines = side.lines[first - 1 : side.facts["last"]]
    keys = list(lines)
    if aside and side.target.get("name_at"):
        line, start, end = side.target["name_at"]
        text = keys[line - first]
        keys[line - first] = text[:start] + naming.OWN_NAME + text[end:]
    return _Part(first, lines, keys)


def _file_changes(before: Side, after: Side) -> Iterator[Change]:
    """What differs of the files themselves: it belongs to a target that is a whole file, not to one function of it."""
    if {before.target.get("kind"), after.target.get("kind")} != {"module"}:
        return
    for fact, wording in _OF_THE_FILE.items():
        old, new = before.facts[fact], after.facts[fact]
        # a text of one line without an end has no line ends to differ in
        if old != new and [] not in (old, new):
            yield Change("file", wording, old, new, name=wording)


def _change(old: _Part, i: int | None, new: _Part, j: int | None) -> Change:
    number = new.first + j if i is None and j is not None else old.first + (i or 0)
    return Change(
        "line",
        f"line {number}",
        None if i is None else old.lines[i],
        None if j is None else new.lines[j],
        before_at=None if i is None else old.place(i),
        after_at=None if j is None else new.place(j),
    )


def _row(old: _Part, new: _Part, pair: Pair, mark: Mark) -> Row:
    i, j = pair
    if j is None:
        assert i is not None
        return Row("removed", old.numbered(i, (Span(old.lines[i], differs=True),)), None)
    if i is None:
        return Row("added", None, new.numbered(j, (Span(new.lines[j], differs=True),)))
    if mark == "same":
        return Row("same", old.numbered(i, (Span(old.lines[i]),)), new.numbered(j, (Span(new.lines[j]),)))
    left, right = inline.marked(old.lines[i], new.lines[j])
    return Row("changed", old.numbered(i, left), new.numbered(j, right))


def _summary(changes: Sequence[Change]) -> str:
    of_the_file = [f"{change.path} differs" for change in changes if change.kind == "file"]
    lines = summarized((change for change in changes if change.kind == "line"), "line")
    return ", ".join([*of_the_file, *([lines] if lines else [])])
