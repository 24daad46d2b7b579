"""The layer `code`: the tree of code objects with their attributes, and the instructions that define the target.

Counts flags, arguments, variables one to one, constants by type and value, names, docstrings, and the code objects
that came or went. Shown but never counted: filename, first line, stack size, number of locals, NOFREE, the order of
names and constants, and those that no instruction uses. Does not know what a code object's own instructions do:
`bytecode` does.

Its canonical form: per code object what counts, without order where CPython's order means nothing, and the definition's
instructions as in `bytecode`, from neutral code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from . import naming
from .bytecode import PERHAPS_LAYOUT, compared_part, name_of_code, title
from .compiled.attribute_changes import attribute_changes
from .compiled.attributes import attribute_lines
from .compiled.codeobjects import CameOrWent, Part, PartPair, PartPairs, Variables, name_of, pair_parts
from .compiled.disassembly import ComparedPart, heading, part_lines
from .compiled.instruction_lines import Listing
from .compiled.instructions import variables_of
from .compiled.layout import in_normal_form, without_layout
from .counting import NAMED, first_of, plural
from .difference import Change, LayerComparison, Line, Row, Side, Span
from .rows import Planned, Rows, made

NAME = "code"


def compare(before: Side, after: Side) -> LayerComparison:
    """What differs between the two sides' code objects, and between the instructions that define them."""
    names = naming.note(before, after)
    real = _compared(before, after)
    if real.same:
        return _result(real, names)
    if before.facts.get("layout_unknown"):
        normal = _compared(in_normal_form(before), in_normal_form(after))
        if normal.same:
            return _result(normal, names)
        different = _result(real, names)
        only_definition = all(change.kind == "definition" for change in different.changes)
        return different._replace(summary=f"{PERHAPS_LAYOUT}: {different.summary}") if only_definition else different
    if "neutral" not in before.facts:
        return _result(real, names)
    return _result(_compared(without_layout(before)[0], without_layout(after)[0]), names)


def listing(side: Side) -> tuple[Line, ...]:
    """One side's code objects with their attributes."""
    lines: list[Line] = []
    for part in side.facts["parts"]:
        lines.append((Span(title(part["kind"], name_of(part), side), "heading"),))
        if part["kind"] == "definition":
            lines.extend(part_lines(Listing(part, side.options, name_of_code(side))))
        else:
            lines.extend(line for _, line in attribute_lines(part, side))
    return tuple(lines)


class _Compared:
    """All parts of two sides; the definition with its instructions matched up."""

    def __init__(self, parts: PartPairs, definition: ComparedPart | None, sides: tuple[Side, Side]) -> None:
        self.parts = parts
        self.definition = definition
        self.sides = sides
        self._whole = CameOrWent(parts.pairs)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for pair in self.parts.pairs for change in self.changes_of(pair))

    @property
    def same(self) -> bool:
        return not self.changes

    def changes_of(self, pair: PartPair) -> Iterator[Change]:
        """What differs about one part."""
        if pair.is_definition:
            if self.definition is not None and self.definition.pair is pair:
                yield from self.definition.changes("definition")
        elif pair.before is None or pair.after is None:
            if not self._whole.around(pair):
                yield _one_sided(pair)
        else:
            yield from attribute_changes(pair, self.sides)


def _compared(before: Side, after: Side) -> _Compared:
    parts = pair_parts(before.facts, after.facts, _variables)
    first = next((pair for pair in parts.pairs if pair.is_definition and pair.before and pair.after), None)
    definition = None if first is None else compared_part(first, parts, before, after)
    return _Compared(parts, definition, (before, after))


def _variables(part: Part) -> Variables:
    if part["kind"] == "definition":
        return variables_of(part)
    arguments, free = part["arguments"]["names"], part["free"]
    fixed = {*arguments, *free}
    return arguments, free, [name for name in part["variables"] if name not in fixed]


def _one_sided(pair: PartPair) -> Change:
    name = pair.present["qualname"]
    gone = pair.after is None
    return Change("code_object", name, name if gone else None, None if gone else name, name=name)


def _result(compared: _Compared, notes: tuple[str, ...]) -> LayerComparison:
    changes = compared.changes
    return LayerComparison(
        NAME, not changes, first_of(_words(changes)), changes=changes, rows=Rows.planned(_rows(compared)), notes=notes
    )


_NOUNS = {"local": "variable", "constant": "constant", "name": "name", "attribute": "attribute"}


def _words(changes: Sequence[Change]) -> Iterator[str]:
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    for kind, group in by_kind.items():
        if kind == "flag":
            yield "flags " + " ".join(f"{'+' if change.after else '-'}{change.name}" for change in group)
        elif kind == "definition":
            yield f"definition: {plural(len(group), 'instruction')} differ{'s' if len(group) == 1 else ''}"
        elif kind == "code_object":
            yield from _came("+", [change.path for change in group if change.before is None])
            yield from _came("-", [change.path for change in group if change.after is None])
        elif len(group) == 1:
            yield _single(kind, group[0])
        else:
            yield f"{plural(len(group), _NOUNS.get(kind, kind))} changed"


def _came(sign: str, paths: Sequence[str]) -> Iterator[str]:
    if len(paths) > NAMED:
        yield f"{sign}{plural(len(paths), 'code object')}"
    elif paths:
        yield ", ".join(f"{sign}code of {path}" for path in paths)


def _single(kind: str, change: Change) -> str:
    noun = _NOUNS.get(kind, kind)
    if change.before is None:
        return f"+{noun} {change.after}"
    if change.after is None:
        return f"-{noun} {change.before}"
    label = f"{noun} {change.name}:" if change.name else noun
    return f"{label} {change.before} became {change.after}"


def _rows(compared: _Compared) -> Iterator[Planned]:
    for pair in compared.parts.pairs:
        before, after = pair.before, pair.after
        if pair.is_definition:
            yield from _definition_rows(compared, pair)
        elif before is None or after is None:
            only = "after" if before is None else "before"
            side = compared.sides[0 if after is None else 1]
            yield made(heading(f"{title('code', name_of(pair.present), side)}: only {only}"))
            for _, line in attribute_lines(pair.present, side):
                yield made(Row("removed", line, None) if after is None else Row("added", None, line))
        else:
            yield made(heading(title("code", name_of(before), compared.sides[0])))
            yield from map(made, _attribute_rows(compared, pair))


def _definition_rows(compared: _Compared, pair: PartPair) -> Iterator[Planned]:
    definition = compared.definition
    if definition is None or definition.pair is not pair:
        return
    if not definition.same:
        yield made(heading("definition: it differs"))
    elif compared.same:
        yield made(heading("definition: the same instructions"))
    else:
        yield made(heading("definition: the same instructions; only the constant that holds its code differs"))
    yield from definition.rows()


def _attribute_rows(compared: _Compared, pair: PartPair) -> Iterator[Row]:
    assert pair.before is not None
    assert pair.after is not None
    changes = list(compared.changes_of(pair))
    ours = dict(attribute_lines(pair.before, compared.sides[0]))
    theirs = dict(attribute_lines(pair.after, compared.sides[1]))
    for label in [*ours, *(label for label in theirs if label not in ours)]:
        here = [change for change in changes if _SHOWN_AT.get(change.path.rpartition(".")[2]) == label]
        yield _attribute_row(label, ours.get(label), theirs.get(label), here)


def _attribute_row(label: str, before: Line | None, after: Line | None, changes: Sequence[Change]) -> Row:
    if not changes:
        return Row("same" if before == after else "moved", before, after)
    meaning = next((change.meaning for change in changes if change.meaning), "")
    link = next((change.link for change in changes if change.link), "")
    if before is None or after is None:
        return Row("added" if before is None else "removed", before, after, meaning, link)
    ours, theirs = ({span.text for span in line} for line in (before, after))
    return Row("changed", _differing(before, theirs), _differing(after, ours), meaning, link)


def _differing(line: Line, others: set[str]) -> Line:
    return tuple(span._replace(differs=span.text not in others) for span in line)


# The attribute that a change's path ends in, and the row that shows it.
_SHOWN_AT = {
    "co_flags": "flags",
    "co_argcount": "arguments",
    "co_posonlyargcount": "arguments",
    "co_kwonlyargcount": "arguments",
    "arguments": "arguments",
    "co_varnames": "variables",
    "co_consts": "constants",
    "co_names": "names",
    "__doc__": "docstring",
}
