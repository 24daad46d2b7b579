"""Reads the layer `bytecode`: each code object's instructions and its exception table.

Knows columns of instructions. Does not know which difference counts, nor how an instruction is worded.

Facts: `parts` and `own` as in the layer `code`. Each part has `kind`, `parent`, `name`, `qualname`; `table`, the
distinct meanings (shapes in `instructions.py`; a jump's target is a row, null where it leaves a definition); `rows`,
each instruction's index in the table; `positions`, four of each: line, end line, column, end column, or before 3.11
null, and `lines` instead; `units`, each one's code unit (all four are columns, see `columns.py`); `prefixes` [row, how
many EXTENDED_ARG stand before it], and `size`, where the units end; `exceptions` [start, end, target, depth, lasti] in
rows; `names` {`arguments`, `free`}, the variables whose place is fixed from outside. `refine` as in `code`.
"""

from . import code_units, parts
from .columns import column, column_with_gaps, flat_column
from .unit import Absent


def read(unit):
    """Return the layer's facts."""
    return facts(parts.real(unit))


def refine(before_unit, before, after_unit, after):
    """Where the sides differ, add what their trees compile to without positions."""
    if _stripped(before) == _stripped(after):
        return
    add_neutral(facts, before_unit, before, after_unit, after)


def add_neutral(make_facts, before_unit, before, after_unit, after):
    """Add `neutral` to both sides' facts, or `layout_unknown` to both where one has no tree."""
    try:
        both = [make_facts(parts.neutral(unit)) for unit in (before_unit, after_unit)]
    except Absent:
        before["layout_unknown"] = after["layout_unknown"] = True
        return
    before["neutral"], after["neutral"] = both


def _stripped(facts):
    compared = ("kind", "parent", "qualname", "table", "rows", "exceptions", "names")
    return [[part[key] for key in compared] for part in facts["parts"]]


def facts(tree):
    """The facts of parts, those of a hybrid, too."""
    return {"parts": [_part(part) for part in tree], "own": tree.own}


def _part(part):
    facts = {"kind": part.kind, "parent": part.parent, "name": part.code.co_name, "qualname": part.qualname}
    facts.update(instruction_facts(part))
    return facts


def instruction_facts(part):
    """The instructions of a part as columns; `table` and jump targets are cut to a definition's stretch."""
    instructions = part.instructions
    if part.start is None:
        table, rows, exceptions = instructions.table, instructions.rows, code_units.exception_table(instructions)
    else:
        table, rows, exceptions = *_cut(instructions, part.start, part.end), []
    stretch = slice(part.start, part.end)
    positions = code_units.positions(instructions)
    return {
        "table": table,
        "rows": column(rows),
        "positions": None if positions is None else flat_column(positions[stretch]),
        "lines": column_with_gaps(code_units.lines(instructions)[stretch]) if positions is None else None,
        "units": column(instructions.units[stretch]),
        "prefixes": _prefixes(instructions, range(len(instructions.rows))[stretch]),
        "size": _end(instructions, part.end),
        "exceptions": exceptions,
        "names": _fixed_names(part),
    }


def _prefixes(instructions, stretch):
    """[row, number of EXTENDED_ARG before it] where there are some."""
    starts, units = instructions.starts, instructions.units
    if starts is units:
        return []
    return [[i - stretch.start, units[i] - starts[i]] for i in stretch if units[i] != starts[i]]


def _end(instructions, end):
    if end is None or end == len(instructions.starts):
        return instructions.size
    return instructions.starts[end]


def _fixed_names(part):
    if part.kind == "definition":
        return {"arguments": [], "free": []}
    return {"arguments": argument_names(part.code), "free": list(part.code.co_freevars)}


def argument_names(code):
    """The names of all arguments, in the order of their slots."""
    starred = bool(code.co_flags & 0x4) + bool(code.co_flags & 0x8)  # CO_VARARGS, CO_VARKEYWORDS
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + starred])


def _cut(instructions, start, end):
    """Table and rows of a stretch, with jump targets counted from its start."""
    renumbered = {}
    rows = [renumbered.setdefault(row, len(renumbered)) for row in instructions.rows[start:end]]
    return [_shifted(instructions.table[row], start, end) for row in renumbered], rows


def _shifted(meaning, start, end):
    if meaning[1:2] != ["jump"]:
        return meaning
    opname, kind, target = meaning
    return [opname, kind, target - start if start <= target <= end else None]
