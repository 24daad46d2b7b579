"""A function's definition read as what it is made of: decorators, defaults, annotations, closure, code, name.

Knows in which order the compiler pushes them, and that each stands one higher on the stack than the one before.
Does not know which of them differ, nor what a class or a function with type parameters looks like.
"""

import opcode
from collections import namedtuple

# The bits of MAKE_FUNCTION (of SET_FUNCTION_ATTRIBUTE where that exists), in the order in which the values are pushed.
# 0x10 is the function that computes the annotations (PEP 649, 3.14 on); it stands where they stood.
ROLES = {
    0x1: "__defaults__",
    0x2: "__kwdefaults__",
    0x4: "__annotations__",
    0x10: "__annotations__",
    0x8: "__closure__",
}
NAMES = ("__defaults__", "__kwdefaults__", "__annotations__", "__closure__")

# Is each attribute set by an instruction of its own, MAKE_FUNCTION having no argument? (gh-112720)
SETS_ATTRIBUTES = "SET_FUNCTION_ATTRIBUTE" in opcode.opmap

_CALLS = ("CALL_FUNCTION", "PRECALL", "CALL")

Definition = namedtuple("Definition", "decorators roles bits load make sets calls store")
Definition.__doc__ = """Where each thing stands that defines a function, as (start, end).

`decorators` is a list of them; `roles` and `sets` map names of NAMES; `bits` says with which bit each is set; `load`
covers what loads the code (and the qualified name up to 3.10), `calls` the calls of the decorators.
"""


def find(symbolic, depths, bounds, own):
    """Return the Definition in a stretch of instructions, None where it does not have that form."""
    operations = symbolic.operations
    start, end = bounds
    load = next((at for at in range(start, end) if operations[at].value is own), None)
    make = next((at for at in range(load or 0, end) if operations[at].opname == "MAKE_FUNCTION"), None)
    if load is None or make is None or None in depths[start : load + 1]:
        return None
    bits, behind = _bits(operations, make)
    values = _values(depths, symbolic.targets, start, load)
    decorators = len(values) - len(bits)
    if decorators < 0 or not _ends_as_expected(operations, (behind, end), decorators):
        return None
    names = [ROLES[bit] for bit in bits]
    return Definition(
        decorators=values[:decorators],
        roles=dict(zip(names, values[decorators:])),
        bits=dict(zip(names, bits)),
        load=(load, make),
        make=make,
        sets={name: (make + 1 + at, make + 2 + at) for at, name in enumerate(reversed(names))}
        if SETS_ATTRIBUTES
        else {},
        calls=(behind, end - 1),
        store=end - 1,
    )


def _bits(operations, make):
    """The bits of the attributes in the order of their values, and where the instructions that set them end."""
    if not SETS_ATTRIBUTES:
        given = operations[make].value or 0
        return [bit for bit in ROLES if given & bit], make + 1
    behind = make + 1
    bits = []
    while behind < len(operations) and operations[behind].opname == "SET_FUNCTION_ATTRIBUTE":
        # Each takes the value below the function: the last pushed is set first.
        bits.insert(0, operations[behind].value)
        behind += 1
    return bits, behind


def _values(depths, targets, start, load):
    """The stretches that push one value each, up to `load`.

    A value begins where the stack is last as high as it will be put, and no jump leads across: `a if b else c` has
    the height of its beginning once more before `c`.
    """
    starts = [start]
    for height in range(depths[start] + 1, depths[load]):
        level = (at for at in range(load - 1, start, -1) if depths[at] == height and not _crossed(targets, start, at))
        starts.append(next(level, start))
    return list(zip(starts, starts[1:] + [load])) if load > start else []


def _crossed(targets, start, at):
    return any(target is not None and target > at for target in targets[start:at])


def _ends_as_expected(operations, bounds, decorators):
    behind, end = bounds
    calls = [operation.opname for operation in operations[behind : end - 1]]
    called = sum(name != "PRECALL" for name in calls)
    return (
        behind < end
        and operations[end - 1].opname.startswith("STORE_")
        and all(name in _CALLS for name in calls)
        and called == decorators
    )
