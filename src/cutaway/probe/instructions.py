"""One code object's instructions, decoded from `co_code` with this interpreter's own opcode tables.

Knows arguments by meaning: a constant, a name, an operator, the index of the instruction jumped to.
Does not know source, definitions or other code objects than the one at hand.

A *meaning* is a list, equal for equal instructions: `[opname]` or `[opname, kind, value, ...]`. Kinds and values:
`const` an encoded constant; `qualname` the text of one that only repeats a code object's name; `code` the index of a
nested code object; `name` a name and the words of its flags; `local`, `cell`, `free` a variable; `locals` two of them;
`compare`, `binary`, `intrinsic`, `special`, `common`, `convert`, `function`, `test` the word that the argument stands
for; `jump` an instruction's index; `number` the rest.
"""

import dis
import opcode
import struct
from bisect import bisect_right

from . import values, versions

_JUMPS = frozenset(opcode.hasjrel) | frozenset(opcode.hasjabs)
_ABSOLUTE = frozenset(opcode.hasjabs)
_CODE = type(dis.get_instructions.__code__)
_CONVERSIONS = ("", "str", "repr", "ascii")
_STORE_QUALNAME = ["STORE_NAME", "name", "__qualname__"]
_UNRESOLVED = -1
_LITERALS = (type(None), bool, int, str, tuple)


class Instructions:
    """The decoded instructions: columns of equal length.

    `rows[i]` is the index in `table` of what instruction i means; `starts[i]` its first code unit (its first
    EXTENDED_ARG where it has some), `units[i]` its own; `size` the number of code units.
    """

    def __init__(self, code, number_of_code):
        self.code = code
        self.keys, self.starts, self.units, self.size = _split(code.co_code)
        meanings = _Meanings(code, number_of_code)
        self.rows = [meanings[key] for key in self.keys]
        self.table = meanings.table
        self._resolve_jumps(meanings)
        self._tell_qualified_names_apart(meanings)

    def _resolve_jumps(self, meanings):
        if _UNRESOLVED not in self.rows:
            return
        for i, row in enumerate(self.rows):
            if row == _UNRESOLVED:
                op, arg = self.keys[i] & 255, self.keys[i] >> 8
                self.rows[i] = meanings.jump(op, self.index_of(self._target(i, op, arg)))

    def _tell_qualified_names_apart(self, meanings):
        """Constants that only repeat how a code object is called get the kind `qualname`.

        MAKE_FUNCTION takes one from the stack until 3.10, and a class body stores its own as `__qualname__`.
        """
        if not (versions.make_function_takes_name or _STORE_QUALNAME in self.table):
            return
        for i in range(1, len(self.rows)):
            meaning = self.table[self.rows[i]]
            if meaning == _STORE_QUALNAME or (meaning[0] == "MAKE_FUNCTION" and versions.make_function_takes_name):
                self.rows[i - 1] = meanings.qualname(self.table[self.rows[i - 1]])

    def _target(self, i, op, arg):
        """The code unit that the jump at i goes to."""
        distance = arg if versions.jumps_count_code_units else arg // 2
        if op in _ABSOLUTE:
            return distance
        # Counted from behind the caches, which is where the next instruction starts.
        behind = self.starts[i + 1] if i + 1 < len(self.starts) else self.size
        return behind - distance if versions.is_backward_jump(op) else behind + distance

    def index_of(self, unit):
        """The index of the instruction that holds this code unit, the number of instructions for the end."""
        return len(self.starts) if unit >= self.size else bisect_right(self.starts, unit) - 1

    def used_meanings(self):
        """The distinct meanings that instructions have, in order of first use but for jumps."""
        used = set(self.rows)
        return [meaning for row, meaning in enumerate(self.table) if row in used]

    def meaning(self, i):
        """What instruction i means."""
        return self.table[self.rows[i]]


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


class _Meanings(dict):
    """Key -> index in `table`; equal keys are resolved once, which is what makes this fast."""

    def __init__(self, code, number_of_code):
        super().__init__()
        self.code = code
        self.number_of_code = number_of_code
        self.table = []

    def __missing__(self, key):
        op = key & 255
        if op in _JUMPS:
            return _UNRESOLVED  # Its meaning depends on where it stands.
        self[key] = len(self.table)
        self.table.append([opcode.opname[op]] + _RESOLVERS[op](self, key >> 8))
        return self[key]

    def jump(self, op, target):
        key = ("jump", op, target)
        if key not in self:
            self[key] = len(self.table)
            self.table.append([opcode.opname[op], "jump", target])
        return self[key]

    def qualname(self, meaning):
        opname, kind, value = meaning
        if kind != "const" or value[0] != "str":
            return self.table.index(meaning)
        key = ("qualname", value[1])
        if key not in self:
            self[key] = len(self.table)
            self.table.append([opname, "qualname", value[1]])
        return self[key]

    def local(self, arg):
        if versions.names_by_localsplus:
            return self.code._varname_from_oparg(arg)
        return self.code.co_varnames[arg]

    def deref(self, arg):
        code = self.code
        if versions.names_by_localsplus:
            name = code._varname_from_oparg(arg)
            return ["free" if name in code.co_freevars else "cell", name]
        cells = code.co_cellvars
        if arg < len(cells):
            return ["cell", cells[arg]]
        return ["free", code.co_freevars[arg - len(cells)]]


def _nothing(_meanings, _arg):
    return []


def _number(_meanings, arg):
    return ["number", arg]


def _constant(meanings, arg):
    value = meanings.code.co_consts[arg]
    if isinstance(value, _CODE):
        return ["code", meanings.number_of_code(value)]
    return ["const", values.encode(value)]


def _small_int(_meanings, arg):
    return ["const", values.encode(arg)]


def _common(_meanings, arg):
    value = versions.common_constants[arg]
    # Since 3.15 None, True, "" and such are loaded this way too: constants like any other.
    if isinstance(value, _LITERALS):
        return ["const", values.encode(value)]
    return ["common", getattr(value, "__name__", None) or repr(value)]


def _local(meanings, arg):
    return ["local", meanings.local(arg)]


def _local_pair(meanings, arg):
    return ["locals", meanings.local(arg >> 4), meanings.local(arg & 15)]


def _free(meanings, arg):
    return meanings.deref(arg)


def _name(meanings, arg):
    return ["name", meanings.code.co_names[arg]]


def _shifted_name(shift, flags):
    def resolve(meanings, arg):
        return ["name", meanings.code.co_names[arg >> shift]] + [word for bit, word in flags.items() if arg & bit]

    return resolve


def _compare(_meanings, arg):
    operator = opcode.cmp_op[arg >> versions.compare_shift]
    return ["compare", "bool(%s)" % operator if arg & versions.compare_to_bool_bit else operator]


def _word(kind, words):
    def resolve(_meanings, arg):
        return [kind, words[arg]] if arg < len(words) else ["number", arg]

    return resolve


def _conversion(_meanings, arg):
    # FORMAT_VALUE: two bits say how to convert, bit 2 that a format specification lies on the stack.
    words = [_CONVERSIONS[arg & 3]] if arg & 3 else []
    return ["convert", " ".join(words + (["with format"] if arg & 4 else []))]


def _function_attributes(_meanings, arg):
    return ["function", ", ".join(word for bit, word in enumerate(versions.function_attributes) if arg >> bit & 1)]


_BY_NAME = {
    "LOAD_SMALL_INT": _small_int,
    "LOAD_COMMON_CONSTANT": _common,
    "BINARY_OP": _word("binary", versions.binary_operators),
    "CALL_INTRINSIC_1": _word("intrinsic", versions.unary_intrinsics),
    "CALL_INTRINSIC_2": _word("intrinsic", versions.binary_intrinsics),
    "LOAD_SPECIAL": _word("special", versions.special_methods),
    "CONVERT_VALUE": _word("convert", _CONVERSIONS),
    "FORMAT_VALUE": _conversion,
    "IS_OP": _word("test", ("is", "is not")),
    "CONTAINS_OP": _word("test", ("in", "not in")),
    "MAKE_FUNCTION": _function_attributes,
    "SET_FUNCTION_ATTRIBUTE": _function_attributes,
}


def _resolver(op):
    """The function that gives an argument of this opcode its meaning; the tables are those that `dis` goes by."""
    name = opcode.opname[op]
    by_table = (
        (opcode.hasconst, _constant),
        (opcode.hasname, _name),
        (opcode.haslocal, _local),
        (opcode.hasfree, _free),
        (opcode.hascompare, _compare),
    )
    if op not in versions.opcodes_with_argument:
        return _nothing
    if name in versions.shifted_names:
        return _shifted_name(*versions.shifted_names[name])
    if name in versions.local_pairs:
        return _local_pair
    if name in _BY_NAME:
        return _BY_NAME[name]
    return next((resolve for table, resolve in by_table if op in table), _number)


_RESOLVERS = [_resolver(op) for op in range(256)]


def positions(instructions):
    """Per instruction (line, end line, column, end column), None where unknown; None for all before 3.11."""
    if not versions.has_columns:
        return None
    every = list(instructions.code.co_positions())
    return [every[unit] for unit in instructions.units]


def lines(instructions):
    """Per instruction its line, None where it has none."""
    code = instructions.code
    if versions.has_columns:
        every = [position[0] for position in code.co_positions()]
        return [every[unit] for unit in instructions.units]
    return _lines(code, instructions)


def _lines(code, instructions):
    by_unit = [None] * instructions.size
    for start, end, line in _line_ranges(code, instructions.size * 2):
        by_unit[start // 2 : end // 2] = [line] * ((end - start) // 2)
    return [by_unit[unit] for unit in instructions.units]


def _line_ranges(code, size):
    if versions.has_line_ranges:
        yield from code.co_lines()
        return
    starts = list(dis.findlinestarts(code))
    for (start, line), (end, _) in zip(starts, starts[1:] + [(size, None)]):
        yield start, end, line


def exception_table(instructions):
    """The rows [start, end, target, depth, lasti], places as instruction indexes; none before 3.11."""
    if not versions.has_exception_table or not instructions.code.co_exceptiontable:
        return []
    index_of = instructions.index_of
    return [
        [
            index_of(entry.start // 2),
            index_of(entry.end // 2),
            index_of(entry.target // 2),
            entry.depth,
            bool(entry.lasti),
        ]
        for entry in dis._parse_exception_table(instructions.code)
    ]
