"""Code whose instructions that are two in one (3.13 on) are taken apart: a value then begins where an instruction does.

Knows that no jump leads into the middle of one. Does not know why the compiler made one of two.
"""

import opcode
from types import CodeType

from ..definition import is_of_type_parameters
from . import assembling, containers, symbolic
from .slots import HALVES

_PAIRS = frozenset(opcode.opmap[name] for name in HALVES if name in opcode.opmap)


def makers(code):
    """Return the qualified names of the code objects that have such an instruction and make what has a name."""
    found = (one for one in containers.inside(code) if _has_pairs(one) and any(map(_has_name, _inner(one))))
    return {one.co_qualname for one in found}


def apart(code, names):
    """Return the code object with every such instruction as two, in all code inside it with one of these names.

    Only there: on modules of the standard library all of them take three times as long as compiling.
    """
    return _apart(code, names, {}) if names else code


def _apart(code, names, done):
    """The same; `done` has what became of each code object by id: one that is loaded twice stays one."""
    if id(code) not in done:
        changed = {id(one): _apart(one, names, done) for one in _inner(code)}
        if any(changed[id(one)] is not one for one in _inner(code)):
            rebuilt = code.replace(co_consts=tuple([changed.get(id(one), one) for one in code.co_consts]))
        else:
            rebuilt = code
        done[id(code)] = _rebuilt(rebuilt) if code.co_qualname in names and _has_pairs(code) else rebuilt
    return done[id(code)]


def _inner(code):
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def _has_pairs(code):
    return not _PAIRS.isdisjoint(code.co_code[::2])


def _has_name(code):
    return not code.co_name.startswith("<") or is_of_type_parameters(code)


def _rebuilt(code):
    return assembling.assemble(_split(symbolic.decode(code)), code.co_stacksize)


def _split(decoded):
    """The Symbolic with two Operations for each that is two in one."""
    starts, columns = [], []
    for column in zip(decoded.operations, decoded.targets, decoded.handlers, decoded.positions, decoded.origins):
        starts.append(len(columns))
        columns += [(half, *column[1:]) for half in _halves(column[0])]
    operations, targets, handlers, positions, origins = map(list, zip(*columns))
    return decoded.replace(
        operations=operations,
        targets=[target if target is None else starts[target] for target in targets],
        handlers=[handler if handler is None else (starts[handler[0]], *handler[1:]) for handler in handlers],
        positions=positions,
        origins=origins,
    )


def _halves(operation):
    if operation.opname not in HALVES:
        return [operation]
    halves = zip(HALVES[operation.opname], operation.value)
    return [symbolic.operation(opcode.opmap[opname], "local", name) for opname, name in halves]
