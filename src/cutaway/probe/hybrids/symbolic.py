"""A code object without numbers: what each instruction means, where it leads, who handles its exceptions.

Knows what every argument that is an index stands for, in each version. Does not know how indexes are given out again
(`assembling.py`), nor which of two code objects a part of a hybrid comes from beyond the word in `origins`.
"""

import opcode
import struct
from collections import namedtuple
from functools import partial
from types import CodeType

from .. import values, versions
from ..code_units import JUMPS, CodeUnits, exception_table, lines, positions
from ..definition import is_function

REMOVED = -1
"""The target of a jump, or the handler, that is not there."""

PREFIX = frozenset(opcode.opmap[name] for name in ("MAKE_CELL", "COPY_FREE_VARS") if name in opcode.opmap)
"""The opcodes of the instructions that every frame with cells or free variables begins with (3.11 on)."""

Operation = namedtuple("Operation", "opcode opname kind value")
_operation = partial(tuple.__new__, Operation)  # What `_make` does, at a third of its cost.
Operation.__doc__ = "What an instruction does, but for where it jumps to. Kinds: see ARCHITECTURE.md."

Arguments = namedtuple("Arguments", "positional positional_only keyword_only names")
Arguments.__doc__ = "How many arguments of which sort, and the names of all of them with `*args` and `**kw`."


class _Marker:
    """A value that is itself and prints as its name."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._name


NO_DOCSTRING = _Marker("NO_DOCSTRING")
"""Slot 0 of the constants must not look like a docstring."""

UNRESERVED = _Marker("UNRESERVED")
"""Slot 0 of the constants is free."""


class Constant:
    """A constant, equal by type and value, with its object.

    `copy` counts the equal constants before it in its code object: up to 3.9 the peephole optimizer gives each tuple
    that it folds a slot of its own, and `is` tells such slots apart.
    """

    __slots__ = ("copy", "key", "object")

    def __init__(self, value, copy=0):
        self.object = value
        self.copy = copy
        kind = type(value)
        self.key = _key(value) if kind in _KEYS else (kind, value)

    def __eq__(self, other):
        return isinstance(other, Constant) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    def __repr__(self):
        return "Constant(%r)" % (self.object,)


def _key(value):
    """What equal constants share: 1, True and 1.0 are three, 0.0 and -0.0 two."""
    kind = type(value)
    make = _KEYS.get(kind)
    return (kind, value if make is None else make(value))


_KEYS = {
    # By their bits: -0.0 == 0.0, and nan != nan.
    float: lambda value: struct.pack("<d", value),
    complex: lambda value: struct.pack("<dd", value.real, value.imag),
    tuple: lambda value: tuple(map(_key, value)),
    # Its order is part of it where the code decides it, and differs between equal sets where it does not.
    frozenset: lambda value: repr(values.encode(value)),
    slice: lambda value: tuple(map(_key, (value.start, value.stop, value.step))),
}


class Symbolic:
    """One code object; ARCHITECTURE.md, "`probe/hybrids/`", says what stands in each attribute."""

    __slots__ = (
        "arguments",
        "cells",
        "docstring",
        "filename",
        "first",
        "first_line",
        "flags",
        "free",
        "handlers",
        "locals",
        "name",
        "operations",
        "origins",
        "positions",
        "qualname",
        "targets",
    )

    def __init__(self, **attributes):
        for name, value in attributes.items():
            setattr(self, name, value)

    def replace(self, **changes):
        """Return a copy with some attributes changed."""
        return Symbolic(**dict({name: getattr(self, name) for name in self.__slots__}, **changes))


def decode(code, origin="before"):
    """Return the code object as a Symbolic; `origin` says whose lines it speaks of."""
    units = CodeUnits(code)
    first = _prefix_length(units.keys)
    keys = units.keys[first:]
    return Symbolic(
        operations=_operations(code, keys),
        targets=_targets(units, keys, first),
        handlers=_handlers(units, first),
        positions=_positions(units)[first:],
        origins=[origin] * len(keys),
        first=first,
        flags=code.co_flags,
        arguments=arguments(code),
        locals=code.co_varnames,
        cells=code.co_cellvars,
        free=code.co_freevars,
        docstring=_docstring(code),
        name=code.co_name,
        qualname=code.co_qualname if versions.has_qualified_names else None,
        filename=code.co_filename,
        first_line=code.co_firstlineno,
    )


def prefix_length(code):
    """Return with how many derived instructions a code object begins."""
    length = 0
    for op in code.co_code[::2]:
        if op in PREFIX:
            length += 1
        elif op != opcode.EXTENDED_ARG:
            break
    return length


def arguments(code):
    """Return the code object's Arguments."""
    # CO_VARARGS and CO_VARKEYWORDS: one more name each.
    count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
    return Arguments(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames[:count])


def _prefix_length(keys):
    length = 0
    while length < len(keys) and keys[length] & 255 in PREFIX:
        length += 1
    return length


def _targets(units, keys, first):
    """Where each instruction leads, None for what is no jump."""
    targets = [None] * len(keys)
    for i, key in enumerate(keys):
        if key & 255 in JUMPS:
            targets[i] = units.target(i + first) - first
    return targets


def _positions(units):
    # (line,) each, where there are no columns.
    return positions(units) if versions.has_columns else list(zip(lines(units)))


def _handlers(units, first):
    handlers = [None] * len(units.keys)
    for start, end, target, depth, lasti in exception_table(units):
        handlers[start:end] = [(target - first, depth, lasti)] * (end - start)
    return handlers[first:]


def _docstring(code):
    slot = code.co_consts[0] if code.co_consts else None
    if versions.docstring_flag is not None:
        return slot if code.co_flags & versions.docstring_flag else UNRESERVED
    # Lambdas have their slot 0 reserved too; comprehensions, classes and modules put there what they use first.
    if not is_function(code) or (code.co_name.startswith("<") and code.co_name != "<lambda>"):
        return UNRESERVED
    return slot if isinstance(slot, str) else NO_DOCSTRING


class _Constants:
    """The constants of one code object, by slot."""

    def __init__(self, values):
        self._values = values
        self._slots, self._more_slots = {}, {}

    def operation(self, op, index):
        """Return the Operation of an opcode that loads what stands in this slot."""
        value = self._values[index]
        if type(value) is CodeType:
            # Not interned: code objects compare by lines, too, and a constant keeps its own object.
            return Operation(op, opcode.opname[op], "code", value)
        made = Constant(value)
        if self._slots.setdefault(made.key, index) != index:
            more = self._more_slots.setdefault(made.key, [])
            if index not in more:
                more.append(index)
            made.copy = more.index(index) + 1
        return _operation((op, opcode.opname[op], "const", made))


NAME_SHIFTS = tuple(versions.shifted_names.get(name, (0,))[0] for name in opcode.opname[:256])
"""By how many bits the name index of each opcode is shifted, to make room for flags."""


class _Interned(dict):
    """Value -> the one Operation of an opcode and kind that has it; for values that compare at once and live anyway."""

    def __init__(self, op, kind):
        super().__init__()
        self._op, self._kind = op, kind

    def __missing__(self, value):
        made = self[value] = Operation(self._op, opcode.opname[self._op], self._kind, value)
        return made


class _AllInterned(dict):
    """(opcode, kind) -> its _Interned."""

    def __missing__(self, key):
        made = self[key] = _Interned(*key)
        return made


_INTERNED = _AllInterned()


def operation(op, kind, value):
    """Return an Operation of any kind but "const" and "code"; equal ones are one object."""
    return _INTERNED[op, kind][value]


class _CellsAndFree(dict):
    """("cell" or "free", name) -> the one Operation of an opcode that says so."""

    def __init__(self, op):
        super().__init__()
        self._op = op

    def __missing__(self, variable):
        made = self[variable] = operation(self._op, *variable)
        return made


class _Flagged:
    """The names of a code object by arguments whose low bits are flags: (name, flags)."""

    def __init__(self, names, shift):
        self._names, self._shift, self._flags = names, shift, (1 << shift) - 1

    def __getitem__(self, argument):
        return self._names[argument >> self._shift], argument & self._flags


class _Pairs:
    """The variables of a code object by arguments that hold two of them."""

    def __init__(self, names):
        self._names = names

    def __getitem__(self, pair):
        return self._names[pair >> 4], self._names[pair & 15]


_NUMBERS = range(1 << 32)
"""What an argument means that is itself."""


def _operations(code, keys):
    """The Operation of each key; equal keys share theirs."""
    columns, constants = _columns(code), _Constants(code.co_consts)
    made = {}
    # Looked up in place: a call for each distinct instruction takes longer than `dis` takes for all of it.
    for key in dict.fromkeys(keys):
        op = key & 255
        always = _ALWAYS[op]
        if always is not None:
            made[key] = always
        elif op in _LOADS_CONSTANT:
            made[key] = constants.operation(op, key >> 8)
        else:
            made[key] = _INTERNED_BY_OPCODE[op][columns[_COLUMN[op]][key >> 8]]
    return list(map(made.__getitem__, keys))


def _columns(code):
    """What the arguments of a code object mean, in the order of _COLUMN's numbers."""
    names, local, cells = code.co_names, code.co_varnames, code.co_cellvars
    if versions.names_by_localsplus:
        # One index space; an argument that is a cell has one slot in it.
        cells = local + tuple(name for name in cells if name not in local)
        local = cells + code.co_freevars
    variables = [("cell", name) for name in cells] + [("free", name) for name in code.co_freevars]
    flagged = [_Flagged(names, shift) for shift in _SHIFTS]
    return (_NUMBERS, local, variables, _Pairs(local), [(name, 0) for name in names], *flagged)


_SHIFTS = sorted(set(NAME_SHIFTS) - {0})
_OF_NUMBERS, _OF_LOCALS, _OF_VARIABLES, _OF_PAIRS, _OF_NAMES = range(5)
_LOADS_CONSTANT = frozenset(opcode.hasconst)


def _always(op):
    """The Operation of an opcode whatever its argument is, None where that means something."""
    if op not in versions.opcodes_with_argument:
        return operation(op, None, None)
    return operation(op, "jump", None) if op in JUMPS else None


def _column(op):
    """Which of the columns an opcode's argument is an index of."""
    if opcode.opname[op] in versions.local_pairs:
        return _OF_PAIRS
    if op in opcode.hasname:
        return _OF_NAMES + (1 + _SHIFTS.index(NAME_SHIFTS[op]) if NAME_SHIFTS[op] else 0)
    if op in versions.opcodes_of_cells:
        return _OF_VARIABLES
    return _OF_LOCALS if op in opcode.haslocal else _OF_NUMBERS


def _interned(op):
    """The Operations of an opcode by what stands in its column."""
    if _COLUMN[op] == _OF_VARIABLES:
        return _CellsAndFree(op)
    kinds = {_OF_NUMBERS: "number", _OF_LOCALS: "local", _OF_PAIRS: "locals"}
    return _INTERNED[op, kinds.get(_COLUMN[op], "name")]


_ALWAYS = [_always(op) for op in range(256)]
_COLUMN = [_column(op) for op in range(256)]
_INTERNED_BY_OPCODE = [_interned(op) for op in range(256)]
