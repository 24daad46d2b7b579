"""What each instruction does to the variables of a frame: which are assigned, which hold cells.

Knows a frame's slots as sets of possibilities (NULL, a value, a cell), three bits each, so that paths join by `|`.
Does not know the rest of the stack.
"""

import opcode

from .. import versions
from .effects import CLOSURE, UNDERFLOW, IllFormed, wrong
from .kinds import OBJECT, SAVED, is_plain, of_variable, word

UNASSIGNED = "unassigned local"
PLAIN_FRAME, GENERATOR_FRAME = 1, 2
_FRAME_BITS = 2
_EMPTY, _VALUE, _CELL = 1, 2, 4

# A variable's cell is loaded like a local since 3.13, where LOAD_CLOSURE is no longer an instruction of its own.
_LOAD_FAST_LOADS_CELLS = opcode.opmap.get("LOAD_CLOSURE", 256) > 255

HALVES = {
    "LOAD_FAST_LOAD_FAST": ("LOAD_FAST", "LOAD_FAST"),
    "LOAD_FAST_BORROW_LOAD_FAST_BORROW": ("LOAD_FAST_BORROW", "LOAD_FAST_BORROW"),
    "STORE_FAST_LOAD_FAST": ("STORE_FAST", "LOAD_FAST"),
    "STORE_FAST_STORE_FAST": ("STORE_FAST", "STORE_FAST"),
}
"""What each instruction that is two in one does (3.13 on): two loads in a row, or a store and a load."""


class Slots:
    """The slots of one code object; `initial` is what a frame begins with."""

    def __init__(self, symbolic):
        self._places = {}
        self._cells = set(symbolic.cells) | {one.value for one in symbolic.operations if one.kind == "cell"}
        self._free = set(symbolic.free)
        self._arguments = set(symbolic.arguments.names)
        self.initial = PLAIN_FRAME

    def _place(self, name):
        if name not in self._places:
            place = self._places[name] = _FRAME_BITS + 3 * len(self._places)
            self.initial |= self._first_state(name) << place
        return self._places[name]

    def _first_state(self, name):
        if name in self._cells or name in self._free:
            return _CELL
        return _VALUE if name in self._arguments else _EMPTY

    def step(self, operation):
        """Return what the operation does, (stack, slots) -> (stack, slots); None where it has no variable."""
        if operation.kind == "locals":
            return self._pair(operation)
        if operation.kind not in ("local", "cell", "free"):
            return None
        if operation.kind == "free" and operation.value not in self._free:
            raise IllFormed(CLOSURE, "%s: the code has no free variable %s" % (operation.opname, operation.value))
        return self._single(operation.opname, operation.value)

    def _pair(self, operation):
        names = HALVES[operation.opname]
        first, second = (self._single(name, value) for name, value in zip(names, operation.value))

        def both(stack, slots):
            return second(*first(stack, slots))

        return both

    def _single(self, opname, name):
        make = _STEPS.get(opname)
        return make(opname, name, self._place(name)) if make is not None else None


def _put(slots, place, state):
    return slots & ~(7 << place) | state << place


def _load(opname, name, place):
    checked = opname == "LOAD_FAST_CHECK" or not versions.load_fast_is_unchecked
    pushed = (of_variable(name),)

    def step(stack, slots):
        state = slots >> place & 7
        if state == _VALUE:
            return stack + pushed, slots
        if state == _CELL and _LOAD_FAST_LOADS_CELLS:
            return stack + (("cell", name),), slots
        if state & _CELL:
            raise IllFormed(CLOSURE, "%s %s: it is a cell" % (opname, name))
        if not checked:
            raise IllFormed(UNASSIGNED, "%s %s: it may be unassigned" % (opname, name))
        return stack + pushed, _put(slots, place, _VALUE)

    return step


def _load_and_clear(opname, name, place):
    def step(stack, slots):
        state = slots >> place & 7
        if state & _CELL and state != _CELL:
            raise IllFormed(CLOSURE, "%s %s: it may be a cell or not" % (opname, name))
        return stack + (("cell", name) if state == _CELL else SAVED,), _put(slots, place, _EMPTY)

    return step


def _store(opname, name, place):
    def step(stack, slots):
        if not stack:
            raise IllFormed(UNDERFLOW, "%s %s finds nothing" % (opname, name))
        kind = stack[-1]
        if kind != OBJECT and not is_plain(kind):
            return stack[:-1], _put(slots, place, _restored(opname, name, kind))
        if slots >> place & _CELL:
            raise IllFormed(CLOSURE, "%s %s: it is a cell" % (opname, name))
        return stack[:-1], _put(slots, place, _VALUE)

    return step


def _restored(opname, name, kind):
    """The state of a variable that gets back what LOAD_FAST_AND_CLEAR took out of it."""
    if kind == SAVED:
        return _VALUE | _EMPTY
    if kind == ("cell", name) and _LOAD_AND_CLEAR:
        return _CELL
    raise wrong(opname, OBJECT, kind)


_LOAD_AND_CLEAR = "LOAD_FAST_AND_CLEAR" in opcode.opmap


def _delete(opname, name, place):
    def step(stack, slots):
        if slots >> place & _CELL:
            raise IllFormed(CLOSURE, "%s %s: it is a cell" % (opname, name))
        return stack, _put(slots, place, _EMPTY)

    return step


def _make_cell(_opname, _name, place):
    return lambda stack, slots: (stack, _put(slots, place, _CELL))


def _of_cell(taken, pushed):
    """What works on a variable's cell: how many objects it takes, and what it pushes."""

    def make(opname, name, place):
        result = tuple(("cell", name) if kind == "cell" else of_variable(name) for kind in pushed)

        def step(stack, slots):
            if slots >> place & 7 != _CELL:
                raise IllFormed(CLOSURE, "%s %s: it is no cell here" % (opname, name))
            if not taken:
                return stack + result, slots
            if not stack:
                raise IllFormed(UNDERFLOW, "%s %s finds nothing" % (opname, name))
            if not is_plain(stack[-1]):
                raise wrong(opname, OBJECT, word(stack[-1]))
            return stack[:-1] + result, slots

        return step

    return make


_STEPS = {
    "LOAD_FAST": _load,
    "LOAD_FAST_CHECK": _load,
    "LOAD_FAST_BORROW": _load,
    "LOAD_FAST_AND_CLEAR": _load_and_clear,
    "STORE_FAST": _store,
    "DELETE_FAST": _delete,
    "MAKE_CELL": _make_cell,
    "LOAD_CLOSURE": _of_cell(0, ("cell",)),
    "LOAD_DEREF": _of_cell(0, (OBJECT,)),
    "LOAD_CLASSDEREF": _of_cell(0, (OBJECT,)),
    "LOAD_FROM_DICT_OR_DEREF": _of_cell(1, (OBJECT,)),
    "STORE_DEREF": _of_cell(1, ()),
    "DELETE_DEREF": _of_cell(0, ()),
}
