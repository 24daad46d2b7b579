"""A code object without numbers: what each instruction means, where it leads, who handles its exceptions.

Knows what every argument that is an index stands for, in each version. Does not know how indexes are given out again
(`assembling.py`), nor which of two code objects a part of a hybrid comes from beyond the word in `origins`.
"""

import opcode
import struct
from collections import namedtuple
from types import CodeType

from .. import versions
from ..code_units import JUMPS, CodeUnits, exception_table, lines, positions
from ..definition import is_function

REMOVED = -1
"""The target of a jump, or the handler, that is not there."""

PREFIX = frozenset(opcode.opmap[name] for name in ("MAKE_CELL", "COPY_FREE_VARS") if name in opcode.opmap)
"""The opcodes of the instructions that every frame with cells or free variables begins with (3.11 on)."""

Operation = namedtuple("Operation", "opcode opname kind value")
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
        self.key = _key(value)

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
    frozenset: lambda value: frozenset(map(_key, value)),
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
        for name in self.__slots__:
            setattr(self, name, attributes[name])

    def replace(self, **changes):
        """Return a copy with some attributes changed."""
        return Symbolic(**dict({name: getattr(self, name) for name in self.__slots__}, **changes))


def decode(code, origin="before"):
    """Return the code object as a Symbolic; `origin` says whose lines it speaks of."""
    units = CodeUnits(code)
    first = _prefix_length(units.keys)
    keys = units.keys[first:]
    operations = _Operations(code)
    return Symbolic(
        operations=list(map(operations.__getitem__, keys)),
        targets=_targets(units, first, {key for key in operations if key & 255 in JUMPS}),
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


def _targets(units, first, jumps):
    """Where each instruction whose key is among `jumps` leads, None for the others."""
    targets = [None] * (len(units.keys) - first)
    for i, key in enumerate(units.keys[first:] if jumps else (), first):
        if key in jumps:
            targets[i - first] = units.target(i) - first
    return targets


def _positions(units):
    if versions.has_columns:
        return positions(units)
    of_lines = lines(units)
    made = {line: (line,) for line in set(of_lines)}
    return list(map(made.__getitem__, of_lines))


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


class _Operations(dict):
    """Key of an instruction (opcode | argument << 8) -> Operation, resolved once for equal instructions."""

    def __init__(self, code):
        super().__init__()
        self.constants = code.co_consts
        self.names = code.co_names
        self.locals, cells = code.co_varnames, code.co_cellvars
        if versions.names_by_localsplus:
            # One index space; an argument that is a cell has one slot in it.
            cells = self.locals + tuple(name for name in cells if name not in self.locals)
            self.locals = cells + code.co_freevars
        self._cells_and_free = cells + code.co_freevars
        self._first_free = len(cells)
        self._slots, self._more_slots = {}, {}

    def __missing__(self, key):
        made = self[key] = _RESOLVERS[key & 255](self, key >> 8)
        return made

    def cell_or_free(self, index):
        """Return ("cell" or "free", name)."""
        return "cell" if index < self._first_free else "free", self._cells_and_free[index]

    def constant(self, index):
        """The constant in this slot."""
        made = Constant(self.constants[index])
        if self._slots.setdefault(made.key, index) != index:
            more = self._more_slots.setdefault(made.key, [])
            if index not in more:
                more.append(index)
            made.copy = more.index(index) + 1
        return made


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


# What stands below makes a resolver for one opcode: (the _Operations of a code object, an argument) -> its Operation.


def _constant(op):
    name = opcode.opname[op]

    def resolve(operations, index):
        value = operations.constants[index]
        if type(value) is CodeType:
            # Not interned: code objects compare by lines, too, and a constant keeps its own object.
            return Operation(op, name, "code", value)
        return Operation(op, name, "const", operations.constant(index))

    return resolve


def _local(op):
    made = _INTERNED[op, "local"]
    return lambda operations, index: made[operations.locals[index]]


def _local_pair(op):
    made = _INTERNED[op, "locals"]
    return lambda operations, pair: made[operations.locals[pair >> 4], operations.locals[pair & 15]]


def _cell_or_free(op):
    def resolve(operations, index):
        kind, name = operations.cell_or_free(index)
        return _INTERNED[op, kind][name]

    return resolve


def _name(op):
    made, shift = _INTERNED[op, "name"], NAME_SHIFTS[op]
    flags = (1 << shift) - 1
    return lambda operations, argument: made[operations.names[argument >> shift], argument & flags]


def _jump(op):
    made = operation(op, "jump", None)
    return lambda _operations, _distance: made


def _number(op):
    made = _INTERNED[op, "number"]
    return lambda _operations, argument: made[argument]


def _nothing(op):
    made = operation(op, None, None)
    return lambda _operations, _argument: made


def _resolver(op):
    if op not in versions.opcodes_with_argument:
        return _nothing(op)
    if opcode.opname[op] in versions.local_pairs:
        return _local_pair(op)
    by_table = (
        (JUMPS, _jump),
        (opcode.hasconst, _constant),
        (opcode.hasname, _name),
        (versions.opcodes_of_cells, _cell_or_free),
        (opcode.haslocal, _local),
    )
    return next((resolving for table, resolving in by_table if op in table), _number)(op)


_RESOLVERS = [_resolver(op) for op in range(256)]
