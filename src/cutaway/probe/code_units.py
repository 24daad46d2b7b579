"""One code object cut into instructions, with its jumps, lines and exception table in terms of these.

Knows EXTENDED_ARG, inline caches and how jumps, positions and handlers are written down in each version.
Does not know what an argument means.
"""

import dis
import opcode
import struct
from bisect import bisect_right

from . import versions

JUMPS = frozenset(opcode.hasjrel) | frozenset(opcode.hasjabs)
ABSOLUTE = frozenset(opcode.hasjabs)
BACKWARD = frozenset(filter(versions.is_backward_jump, JUMPS))


class CodeUnits:
    """Columns of equal length, one entry an instruction.

    `keys[i]` is opcode | argument << 8; `starts[i]` the instruction's first code unit (its first EXTENDED_ARG where it
    has some), `units[i]` its own; `size` the number of code units.
    """

    def __init__(self, code):
        self.code = code
        self.keys, self.starts, self.units, self.size = _split(code.co_code)

    def target(self, i):
        """The index of the instruction that the jump at i leads to."""
        unit = self._target_unit(i, self.keys[i])
        # Without caches and EXTENDED_ARG an instruction's index is its code unit.
        return unit if len(self.starts) == self.size else self.index_of(unit)

    def _target_unit(self, i, key):
        """The code unit that the jump at i goes to."""
        op, distance = key & 255, key >> 8
        if not versions.jumps_count_code_units:
            distance >>= 1
        if op in ABSOLUTE:
            return distance
        # Counted from behind the caches, which is where the next instruction starts.
        behind = self.starts[i + 1] if i + 1 < len(self.starts) else self.size
        return behind - distance if op in BACKWARD else behind + distance

    def index_of(self, unit):
        """The index of the instruction that holds this code unit, the number of instructions for the end."""
        return len(self.starts) if unit >= self.size else bisect_right(self.starts, unit) - 1


def _split(raw):
    """Return (keys, starts, units, size); a key is opcode | argument << 8, EXTENDED_ARG folded in, caches left out."""
    words = struct.unpack("<%dH" % (len(raw) // 2), raw)
    if opcode.EXTENDED_ARG in raw[::2]:
        return _split_extended(words)
    if versions.cache_opcode is None:
        units = range(len(words))
        return words, units, units, len(words)
    cache = versions.cache_opcode
    units = [unit for unit, word in enumerate(words) if word & 255 != cache]
    return [words[unit] for unit in units], units, units, len(words)


def _split_extended(words):
    keys, starts, units = [], [], []
    prefix, start = 0, None
    for unit, word in enumerate(words):
        op = word & 255
        if op == versions.cache_opcode:
            continue
        if start is None:
            start = unit
        prefix = prefix << 8 | word >> 8
        if op != opcode.EXTENDED_ARG:
            keys.append(op | prefix << 8)
            starts.append(start)
            units.append(unit)
            prefix, start = 0, None
    return keys, starts, units, len(words)


def positions(code_units):
    """Per instruction (line, end line, column, end column), None where unknown; None for all before 3.11."""
    if not versions.has_columns:
        return None
    every = list(code_units.code.co_positions())
    return [every[unit] for unit in code_units.units]


def lines(code_units):
    """Per instruction its line, None where it has none."""
    code = code_units.code
    if versions.has_columns:
        every = [position[0] for position in code.co_positions()]
        return [every[unit] for unit in code_units.units]
    return _lines(code, code_units)


def _lines(code, code_units):
    by_unit, rest = _lines_of_ranges(code) if versions.has_line_ranges else _lines_of_steps(code)
    size = code_units.size
    by_unit += [rest] * (size - len(by_unit))
    return by_unit[:size] if len(code_units.units) == size else [by_unit[unit] for unit in code_units.units]


def _lines_of_ranges(code):
    """The line of each code unit of `co_lines`, and that of what follows."""
    by_unit = []
    for start, end, line in code.co_lines():
        by_unit += [None] * (start // 2 - len(by_unit)) + [line] * ((end - start) // 2)
    return by_unit, None


def _lines_of_steps(code):
    """The same of `co_lnotab`: bytes of code and by how many lines (a signed byte) the line then grows, in turn."""
    by_unit, line, behind = [], code.co_firstlineno, 0
    steps = code.co_lnotab
    for size, lines_on in zip(steps[::2], steps[1::2]):
        behind += size  # Steps of 255 bytes end inside of an instruction, where no line grows.
        by_unit += [line] * (behind // 2 - len(by_unit))
        line += lines_on - 256 if lines_on > 127 else lines_on
    return by_unit, line


def exception_table(code_units):
    """The rows [start, end, target, depth, lasti], places as instruction indexes; none before 3.11."""
    if not versions.has_exception_table or not code_units.code.co_exceptiontable:
        return []
    index_of = code_units.index_of
    return [
        [
            index_of(entry.start // 2),
            index_of(entry.end // 2),
            index_of(entry.target // 2),
            entry.depth,
            bool(entry.lasti),
        ]
        for entry in dis._parse_exception_table(code_units.code)
    ]
