"""One code object's instructions, decoded from `co_code` with this interpreter's own opcode tables.

Knows arguments by meaning: a constant, a name, an operator, the index of the instruction jumped to.
Does not know source, definitions or other code objects than the one at hand.

A *meaning* is a list, equal for equal instructions: `[opname]` or `[opname, kind, value, ...]`. Kinds and values:
`const` an encoded constant; `qualname` the text of one that only repeats a code object's name; `code` the index of a
nested code object; `name` a name and the words of its flags; `local`, `cell`, `free` a variable; `locals` two of them;
`compare`, `binary`, `intrinsic`, `special`, `common`, `convert`, `function`, `test` the word that the argument stands
for; `jump` an instruction's index; `number` the rest.
"""

import opcode
from types import CodeType

from . import values, versions
from .code_units import JUMPS, CodeUnits

_CONVERSIONS = ("", "str", "repr", "ascii")
_STORE_QUALNAME = ["STORE_NAME", "name", "__qualname__"]
_UNRESOLVED = -1
_LITERALS = (type(None), bool, int, str, tuple)


class Instructions(CodeUnits):
    """The decoded instructions: one more column, of what they mean.

    `rows[i]` is the index in `table` of what instruction i means.
    """

    def __init__(self, code, number_of_code):
        super().__init__(code)
        meanings = Meanings(code, number_of_code)
        self.rows = [meanings[key] for key in self.keys]
        self.table = meanings.table
        self._resolve_jumps(meanings)
        self._tell_qualified_names_apart(meanings)

    def _resolve_jumps(self, meanings):
        if _UNRESOLVED not in self.rows:
            return
        for i, row in enumerate(self.rows):
            if row == _UNRESOLVED:
                self.rows[i] = meanings.jump(self.keys[i] & 255, self.target(i))

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

    def used_meanings(self):
        """The distinct meanings that instructions have, in order of first use but for jumps."""
        used = set(self.rows)
        return [meaning for row, meaning in enumerate(self.table) if row in used]

    def meaning(self, i):
        """What instruction i means."""
        return self.table[self.rows[i]]


class Meanings(dict):
    """Key -> index in `table`; equal keys are resolved once, which is what makes this fast."""

    def __init__(self, code, number_of_code):
        super().__init__()
        self.code = code
        self.number_of_code = number_of_code
        self.table = []

    def __missing__(self, key):
        op = key & 255
        if op in JUMPS:
            return _UNRESOLVED  # Its meaning depends on where it stands.
        self[key] = len(self.table)
        self.table.append([opcode.opname[op]] + RESOLVERS[op](self, key >> 8))
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
    if isinstance(value, CodeType):
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


RESOLVERS = [_resolver(op) for op in range(256)]
