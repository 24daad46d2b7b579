"""A Symbolic -> a code object: indexes given out, jumps measured, tables written.

Knows how each version numbers constants, names and variables and what the compiler derives from these.
Does not know whether the code makes sense: `checking.py` does.
"""

import opcode
from itertools import accumulate
from types import CodeType

from .. import versions
from ..code_units import ABSOLUTE, BACKWARD
from . import exception_tables, line_tables
from .numbering import Numbering
from .symbolic import REMOVED
from .unassemblable import Unassemblable

# An absolute jump counts from the start of the code, in bytes until 3.9.
_DISTANCE = 1 if versions.jumps_count_code_units else 2


def assemble(symbolic, stack_size, nested=None):
    """Return the code object; raise Unassemblable where no instruction of this version can say it.

    `nested` maps each Symbolic that stands among the operations to its code object.
    """
    numbering = Numbering(symbolic, nested or {})
    keys = numbering.keys(symbolic.operations)
    prefix = b"".join(_ENCODED[key] for key in numbering.prefix())
    pieces, starts = _place(keys, symbolic.targets, len(prefix) // 2)
    lines = line_tables.encode(symbolic.positions, starts, symbolic.first_line)
    counts = symbolic.arguments
    return CodeType(
        counts.positional,
        counts.positional_only,
        counts.keyword_only,
        len(numbering.locals),
        stack_size,
        numbering.flags(),
        prefix + b"".join(pieces),
        tuple(numbering.constants),
        tuple(numbering.names),
        tuple(numbering.locals),
        symbolic.filename,
        symbolic.name,
        *((symbolic.qualname,) if versions.has_qualified_names else ()),
        symbolic.first_line,
        lines,
        *((_exceptions(symbolic.handlers, starts),) if versions.has_exception_table else ()),
        tuple(symbolic.free),
        tuple(numbering.cells),
    )


def _exceptions(handlers, starts):
    def place_of(handler):
        if handler == REMOVED:
            raise Unassemblable("an exception handler that is not there")
        return starts[handler]

    return exception_tables.encode(handlers, starts, place_of)


def _place(keys, targets, offset):
    """Return each instruction's bytes, and where they start in code units, from `offset` on, with the end of all."""
    pieces = list(map(_ENCODED.__getitem__, keys))
    sizes = [len(piece) >> 1 for piece in pieces]
    jumps = [(i, _directed(keys[i], i, target), target) for i, target in enumerate(targets) if target is not None]
    while True:
        starts = list(accumulate(sizes, initial=offset))
        if not _measure(jumps, pieces, sizes, starts):
            return pieces, starts


def _measure(jumps, pieces, sizes, starts):
    """Write the jumps for these starts; tell whether one needs more room. None ever gives room back: this ends."""
    grown = False
    for i, op, target in jumps:
        distance = starts[target] if op in ABSOLUTE else abs(starts[target] - starts[i + 1])
        piece = _ENCODED[op | distance * _DISTANCE << 8]
        size = len(piece) >> 1
        if size > sizes[i]:
            sizes[i] = size
            grown = True
        pieces[i] = _NOTHING_MORE * (sizes[i] - size) + piece
    return grown


_NOTHING_MORE = bytes((opcode.EXTENDED_ARG, 0))


def _directed(op, i, target):
    """The opcode of the jump at i when it leads to `target`: some have one for each direction."""
    if target == REMOVED:
        raise Unassemblable("%s into code that is not there" % opcode.opname[op])
    if op in ABSOLUTE or (target <= i) == (op in BACKWARD):
        return op
    if op not in _OTHER_WAY:
        way = "backward" if target <= i else "forward"
        raise Unassemblable("%s cannot lead %s" % (opcode.opname[op], way))
    return _OTHER_WAY[op]


def _other_way():
    """Jump -> the opcode that does the same in the other direction, as far as this version has one."""
    opcodes = opcode.opmap
    back = opcodes.get("JUMP_ABSOLUTE", opcodes.get("JUMP_BACKWARD"))
    pairs = {opcodes["JUMP_FORWARD"]: back}
    for name in ("JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"):
        if name in opcodes:
            pairs[opcodes[name]] = opcodes["JUMP_FORWARD"]
    for name in opcodes:
        # 3.11 alone has conditional jumps for both directions.
        if name.startswith("POP_JUMP_FORWARD_"):
            twin = opcodes[name.replace("FORWARD", "BACKWARD")]
            pairs.update({opcodes[name]: twin, twin: opcodes[name]})
    return pairs


_OTHER_WAY = _other_way()


class _Encoded(dict):
    """Key of an instruction (opcode | argument << 8) -> its bytes with EXTENDED_ARG and empty caches."""

    def __missing__(self, key):
        op, argument = key & 255, key >> 8
        made = bytearray()
        for shift in (24, 16, 8):
            if argument >> shift:
                made += bytes((opcode.EXTENDED_ARG, argument >> shift & 255))
        made += bytes((op, argument & 255)) + b"\0\0" * versions.cache_counts[op]
        self[key] = bytes(made)
        return self[key]


_ENCODED = _Encoded()
