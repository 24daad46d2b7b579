"""Code objects compared without positions, field by field: the fast road to "same" (DECISIONS, 1).

Knows which fields of a code object run. Fields are compared as they stand, so what only numbering or unused constants
tell apart is left to `equivalence.py`. Does not know trees.
"""

from operator import attrgetter, eq
from types import CodeType

from . import code_units, values, versions

# CO_NOFREE, told by the compiler until 3.9: it follows from the cells and free variables.
NOFREE = 0x40

_FIELDS = [
    "co_name",
    "co_code",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_varnames",
    "co_cellvars",
    "co_freevars",
    "co_names",
]
if versions.has_qualified_names:
    _FIELDS.append("co_qualname")
if versions.has_exception_table:
    _FIELDS.append("co_exceptiontable")

_fields = attrgetter(*_FIELDS)

# Of these types, `==` alone says whether two constants are the same: no float inside, no sign of zero.
_PLAIN = frozenset({str, bytes, int, bool, type(None), type(Ellipsis)})

# Of these, the encoding keeps apart what `==` does not. Constants of any other type are never taken for the same.
_ENCODED = frozenset({float, complex, tuple, frozenset, slice})


def same_stripped(before, after):
    """Whether two code objects are equal but for positions, filename and stack size, and all inside them too."""
    pending = [(before, after)]
    while pending:
        ours, theirs = pending.pop()
        if _fields(ours) != _fields(theirs) or ours.co_flags & ~NOFREE != theirs.co_flags & ~NOFREE:
            return False
        if len(ours.co_consts) != len(theirs.co_consts):
            return False
        for one, other in zip(ours.co_consts, theirs.co_consts):
            if one is other:  # interned by the compiler, as most are: no time for a call
                continue
            if type(one) is CodeType and type(other) is CodeType:
                pending.append((one, other))
            elif not same_constant(one, other):
                return False
    return True


def same_constant(one, other):
    """Whether two constants are equal by type and value: `1`, `True` and `1.0` are three, `0.0` and `-0.0` two."""
    kind = type(one)
    if kind is not type(other):
        return False
    if kind in _PLAIN:
        return one == other
    return kind in _ENCODED and values.encode(one) == values.encode(other)


def same_positions(before, after):
    """Whether every instruction stands where it stood, in all code objects inside two modules."""
    pending = [(before, after)]
    while pending:
        ours, theirs = pending.pop()
        if not _same_places(ours, theirs):
            return False
        made, remade = _made_by(ours), _made_by(theirs)
        if len(made) != len(remade):
            return False
        pending.extend(zip(made, remade))
    return True


def _same_places(one, other):
    if _written_places(one) == _written_places(other):
        return True
    # The line tables may be written in other steps for the same places.
    if one.co_firstlineno != other.co_firstlineno or len(one.co_code) != len(other.co_code):
        return False
    return all(map(eq, _places(one), _places(other)))


def _written_places(code):
    table = code.co_linetable if versions.has_line_ranges else code.co_lnotab
    return code.co_firstlineno, table


def _places(code):
    if versions.has_columns:
        return code.co_positions()
    return code_units.lines(code_units.CodeUnits(code))


def _made_by(code):
    return [constant for constant in code.co_consts if type(constant) is CodeType]
