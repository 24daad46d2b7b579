"""The definition of a function or class read as what it is made of: decorators, defaults, closure, code, bases.

Knows in which order the compiler pushes them, and that each stands one higher on the stack than the one before.
Does not know which of them differ.
"""

import opcode
from collections import namedtuple

from .slots import HALVES

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

# PUSH_NULL came with 3.11, and stands behind what is called since 3.13.
_OPENINGS = (("LOAD_BUILD_CLASS",), ("LOAD_BUILD_CLASS", "PUSH_NULL"), ("PUSH_NULL", "LOAD_BUILD_CLASS"))

# Up to 3.10 the qualified name is loaded between the code and MAKE_FUNCTION.
_LONGEST_LOAD = 2

Definition = namedtuple("Definition", "decorators opening roles bits load make sets heading calls")
Definition.__doc__ = """Where each thing stands that defines a function or class, as (start, end).

`decorators` is a list of them; `opening` covers what loads `__build_class__`, empty for a function; `roles` and `sets`
map names of NAMES; `bits` says with which bit each is set; `load` covers what loads the code (and the qualified name up
to 3.10); `heading` covers a class's name, its bases and the call that makes it, empty for a function; `calls` the calls
of the decorators.
"""


def start_of(definition):
    """Where the first decorator begins, or what stands there without one."""
    first = definition.decorators + [definition.opening] + list(definition.roles.values()) + [definition.load]
    return min(bounds[0] for bounds in first)


def makes_class(definition):
    """Whether it is a class that is defined."""
    return definition.opening[0] < definition.opening[1]


class Reader:
    """Reads the definitions in one Symbolic; `depths` are the stack depths before each instruction."""

    def __init__(self, symbolic, depths):
        self._operations = symbolic.operations
        self._depths = depths
        self._jumps = _earliest_jumps(symbolic.targets)

    def definition(self, load):
        """Return the Definition whose code is loaded at `load`, None where it does not have that form."""
        make = self._make(load)
        if make is None or self._depths[load] is None:
            return None
        bits, behind = _bits(self._operations, make)
        starts = self.starts(load, len(bits))
        if starts is None:
            return None
        opening = self._opening(starts[0])
        end = self._end_of_heading(opening, behind)
        calls = (end, self._end_of_calls(load, end))
        decorators = self._decorators(opening[0], calls)
        if decorators is None:
            return None
        names = [ROLES[bit] for bit in bits]
        return Definition(
            decorators=decorators,
            opening=opening,
            roles=dict(zip(names, zip(starts, starts[1:]))),
            bits=dict(zip(names, bits)),
            load=(load, make),
            make=make,
            sets={name: (make + 1 + at, make + 2 + at) for at, name in enumerate(reversed(names))}
            if SETS_ATTRIBUTES
            else {},
            heading=(behind, end),
            calls=calls,
        )

    def _make(self, load):
        behind = range(load + 1, min(load + 1 + _LONGEST_LOAD, len(self._operations)))
        return next((at for at in behind if self._operations[at].opname == "MAKE_FUNCTION"), None)

    def starts(self, end, count):
        """Return where each of the last `count` values before `end` begins, and `end`; None where nothing tells that.

        A value begins where the stack is last as high as it will be put, and no jump leads across: `a if b else c` has
        the height of its beginning once more before `c`. One that begins in the middle of two instructions in one has
        no stretch of its own: of `m = n; g = lambda j=m: j` the assignment and the default share STORE_FAST_LOAD_FAST.
        """
        starts, earliest = [end], end
        height = self._depths[end] - 1
        for at in range(end - 1, -1, -1):
            if len(starts) > count:
                break
            earliest = min(earliest, self._jumps.get(at + 1, at))
            if earliest >= at and self._middle(at) == height:
                return None
            if self._depths[at] == height and earliest >= at:
                starts.insert(0, at)
                height -= 1
        return starts if len(starts) > count else None

    def _middle(self, at):
        """The stack depth between the two instructions that one is; None where it is one, or where nothing tells."""
        halves = HALVES.get(self._operations[at].opname)
        if halves is None or self._depths[at] is None:
            return None
        return self._depths[at] + (1 if halves[0].startswith("LOAD") else -1)

    def _opening(self, end):
        """What loads `__build_class__` right before `end`: nothing for a function."""
        for start in range(max(end - len(_OPENINGS[-1]), 0), end):
            if tuple(operation.opname for operation in self._operations[start:end]) in _OPENINGS:
                return start, end
        return end, end

    def _end_of_heading(self, opening, behind):
        """Behind the call that makes a class: the first place where nothing but the class is on top of the rest."""
        if opening[0] == opening[1]:
            return behind
        height = self._depths[opening[0]] + 1
        ends = (at for at in range(behind, len(self._operations)) if self._depths[at] == height)
        return next(ends, behind)

    def _end_of_calls(self, load, start):
        """Behind the calls of the decorators; what the compiler names itself, such as `<lambda>`, has none."""
        end = start
        if not self._operations[load].value.co_name.startswith("<"):
            while end < len(self._operations) and self._operations[end].opname in _CALLS:
                end += 1
        return end

    def _decorators(self, end, calls):
        called = sum(operation.opname != "PRECALL" for operation in self._operations[slice(*calls)])
        starts = self.starts(end, called)
        return None if starts is None else list(zip(starts, starts[1:]))


def _earliest_jumps(targets):
    """Target -> the first instruction that leads there."""
    found = {}
    for at, target in enumerate(targets):
        if target is not None:
            found.setdefault(target, at)
    return found


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
