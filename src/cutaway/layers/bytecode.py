"""The layer `bytecode`: what the instructions of each code object do, and its exception table.

Counts instructions by opcode, resolved argument and aligned target, never by offset; what layout alone decides, such
as NOPs, does not count. Does not know attributes of code objects, nor the instructions that define the target: `code`
does.

Its canonical form: per code object, in the order in which they are made, the instructions of neutral code with
variables paired one to one, nested code objects by their place, jump targets and exception rows as instructions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import naming
from .compiled.codeobjects import CameOrWent, Part, PartPair, PartPairs, name_of, own_names, pair_parts
from .compiled.disassembly import ComparedPart, heading, part_lines
from .compiled.instruction_lines import Listing
from .compiled.instructions import pair_instructions, variables_of
from .compiled.layout import in_normal_form, without_layout
from .counting import first_of, plural
from .difference import Change, LayerComparison, Line, Side, Span
from .rows import Planned, Rows, made

NAME = "bytecode"

PERHAPS_LAYOUT = "differs, perhaps only by layout"


def compare(before: Side, after: Side) -> LayerComparison:
    """What differs between the two sides' instructions."""
    real = _compared(before, after)
    if _same(real):
        return _as_same(real, naming.note(before, after))
    if before.facts.get("layout_unknown"):
        return _without_tree(before, after, real)
    if "neutral" not in before.facts:
        return _as_different(real, naming.note(before, after))
    return _beyond_layout(before, after, real)


def listing(side: Side) -> tuple[Line, ...]:
    """One side's instructions, code object by code object."""
    lines: list[Line] = []
    for part in side.facts["parts"]:
        lines.append((Span(title(part["kind"], name_of(part), side), "heading"),))
        lines.extend(part_lines(_listing(part, side)))
    return tuple(lines)


def _beyond_layout(before: Side, after: Side, real: list[ComparedPart]) -> LayerComparison:
    """The comparison of what the two trees compile to without positions (DECISIONS, 1)."""
    (ours, our_moved), (theirs, their_moved) = without_layout(before), without_layout(after)
    neutral = _compared(ours, theirs)
    names = naming.note(before, after)
    if _same(neutral):
        moved = sum(mark != "same" for part in real if part.pairing for _, _, mark in part.pairing.rows)
        return _as_same(real, (*names, f"layout alone moved {plural(moved, 'instruction')}"), moved=True)
    moved = our_moved + their_moved
    note = (f"layout alone also moved {plural(moved, 'instruction')}, left out here",) if moved else ()
    return _as_different(neutral, (*names, *note))


def _without_tree(before: Side, after: Side, real: list[ComparedPart]) -> LayerComparison:
    names = naming.note(before, after)
    if _same(_compared(in_normal_form(before), in_normal_form(after))):
        return _as_same(real, (*names, "the sides differ only in what layout decides, such as NOPs"), moved=True)
    different = _as_different(real, names)
    return different._replace(summary=f"{PERHAPS_LAYOUT}: {different.summary}")


def _compared(before: Side, after: Side) -> list[ComparedPart]:
    parts = pair_parts(before.facts, after.facts, variables_of)
    return [compared_part(pair, parts, before, after) for pair in parts.pairs]


def compared_part(pair: PartPair, parts: PartPairs, before: Side, after: Side) -> ComparedPart:
    """One part of each side with its instructions matched up."""
    pairing = None
    if pair.before is not None and pair.after is not None:
        pairing = pair_instructions(pair, parts, own_names(before, after))
    listings = (
        None if pair.before is None else _listing(pair.before, before),
        None if pair.after is None else _listing(pair.after, after),
    )
    return ComparedPart(pair, pairing, (before, after), listings)


def _listing(part: Part, side: Side) -> Listing:
    return Listing(part, side.options, name_of_code(side))


def name_of_code(side: Side) -> Callable[[int], str]:
    """How a side's instructions call a nested code object."""
    parts = side.facts["parts"]
    return lambda number: str(parts[number]["qualname"])


def _counted(parts: list[ComparedPart]) -> list[ComparedPart]:
    """The parts whose differences count here, but for those inside a part that came or went as a whole."""
    whole = CameOrWent(part.pair for part in parts)
    return [part for part in parts if not part.pair.is_definition and not whole.around(part.pair)]


def _same(parts: list[ComparedPart]) -> bool:
    return all(part.same for part in _counted(parts))


def _as_same(parts: list[ComparedPart], notes: tuple[str, ...], *, moved: bool = False) -> LayerComparison:
    return LayerComparison(NAME, True, rows=Rows.planned(_rows(parts, moved=moved)), notes=notes)


def _as_different(parts: list[ComparedPart], notes: tuple[str, ...]) -> LayerComparison:
    counted = _counted(parts)
    cut_short = any(part.pairing is not None and part.pairing.cut_short for part in counted)
    if cut_short:
        notes = (*notes, "the alignment was cut short: too much differs to match it all up")
    return LayerComparison(
        NAME,
        False,
        _summary(counted),
        changes=tuple(change for part in counted for change in _changes(part)),
        rows=Rows.planned(_rows(parts)),
        notes=notes,
    )


def _changes(part: ComparedPart) -> Iterator[Change]:
    if part.pairing is not None:
        yield from part.changes()
        return
    words = plural(len(part.pair.present["rows"]), "instruction")
    yield Change(
        "code_object",
        part.path,
        None if part.pair.before is None else words,
        None if part.pair.after is None else words,
    )


def _summary(parts: list[ComparedPart]) -> str:
    return first_of(word for part in parts if not part.same for word in _told(part))


def _told(part: ComparedPart) -> list[str]:
    """A part's differences, with its name where it is not the target's own."""
    words = part.words()
    own = part.pair.present["qualname"] in ("<module>", part.sides[0].target.get("qualname"))
    return words if own or part.pairing is None else [f"{part.path}: {', '.join(words)}"]


def _rows(parts: list[ComparedPart], *, moved: bool = False) -> Iterator[Planned]:
    for part in parts:
        yield made(heading(_heading(part)))
        if not part.pair.is_definition or part.same:
            yield from part.rows(moved=moved)


def _heading(part: ComparedPart) -> str:
    before, after = part.pair.before, part.pair.after
    if part.pair.is_definition:
        return "definition: the same instructions" if part.same else "definition: it differs, as told at code"
    if before is None or after is None:
        only = "after" if before is None else "before"
        return f"{title('code', part.path, part.sides[0])}: only {only}"
    names = [title("code", name_of(one), side) for one, side in zip((before, after), part.sides, strict=True)]
    return names[0] if names[0] == names[1] else " | ".join(names)


def title(kind: str, name: str, side: Side) -> str:
    """What a part's heading calls it."""
    if kind == "definition":
        return f"definition of {side.target.get('name')}"
    if name == "<module>":
        return "module"
    return f"body of {name}" if name == side.target.get("qualname") else f"code of {name}"
