"""Every path through a code object, with what lies on the stack, in the variables and on the block stack.

Knows where control goes, exceptions included, and joins paths where they meet. Does not know what a single instruction
does: `stack.py`, `slots.py` and `blocks.py` do.
"""

import opcode
from collections import namedtuple

from .. import versions
from . import blocks as block_stack
from .effects import UNDERFLOW, IllFormed, check
from .kinds import KEYWORDS, OBJECT, joined, word
from .slots import GENERATOR_FRAME, PLAIN_FRAME, Slots
from .stack import effect_of
from .stack_rules import RETURNED_BY_A_CLASS

OFF_THE_END = "falls off the end"
DEPTHS = "depths disagree"
KINDS = "wrong kind on the stack"
YIELD = "yield without a generator frame"
UNKNOWN = "unknown instruction"
LOOP = "loop without its end"

GENERATOR_FLAGS = 0x20 | 0x80 | 0x200  # CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR
_OPTIMIZED = 0x1  # CO_OPTIMIZED: a function's code, not a module's or the body of a class
_YIELDS = frozenset(["YIELD_VALUE", "YIELD_FROM", "SEND"])
_NEED_A_FRAME = _YIELDS | {"RETURN_GENERATOR"}
_RETURNS = frozenset(["RETURN_VALUE", "RETURN_CONST"])

ENDS = _RETURNS | frozenset(
    ["RAISE_VARARGS", "RERAISE", "JUMP_ABSOLUTE", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"]
)
"""What never goes on to the instruction behind it."""

# What cannot raise: it calls nothing, and makes nothing that memory could be too small for.
_MOVING = ["SWAP", "COPY", "ROT_TWO", "ROT_THREE", "ROT_FOUR", "ROT_N", "DUP_TOP", "DUP_TOP_TWO", "PUSH_NULL"]
_POPPING = ["POP_TOP", "POP_ITER", "END_FOR", "POP_EXCEPT", "POP_BLOCK", "POP_FINALLY", "GEN_START", "PUSH_EXC_INFO"]
_LOADING = ["LOAD_CONST", "LOAD_SMALL_INT", "LOAD_COMMON_CONSTANT", "LOAD_CLOSURE", "LOAD_FAST_AND_CLEAR", "KW_NAMES"]
_STORING = ["STORE_FAST", "STORE_FAST_STORE_FAST"]
_LEADING = ["JUMP_FORWARD", "JUMP_BACKWARD_NO_INTERRUPT", "RETURN_VALUE", "RETURN_CONST", "SETUP_FINALLY"]
_OTHER = ["BEGIN_FINALLY", "CALL_FINALLY", "NOP", "CACHE", "EXTENDED_ARG", "NOT_TAKEN", "PRECALL"]
_SILENT = {*_MOVING, *_POPPING, *_LOADING, *_STORING, *_LEADING, *_OTHER}
if versions.load_fast_is_unchecked:
    _SILENT |= {"LOAD_FAST", "LOAD_FAST_BORROW", "LOAD_FAST_LOAD_FAST", "STORE_FAST_LOAD_FAST"}
    _SILENT |= {"LOAD_FAST_BORROW_LOAD_FAST_BORROW"}

_MOST_PATHS = 64  # Through one copy of a `finally`; code that a compiler made has a handful.

Plan = namedtuple("Plan", "effect step flow taken needs_frame")
Plan.__doc__ = """What an operation does to the stack, or to variables, or to blocks.

`taken` says how many items are gone when it raises, None where it cannot.
"""

_effects = {}


def _effect(operation):
    if operation.kind in ("const", "code"):  # Of no use to another code object, and costly to compare.
        return effect_of(operation)
    found = _effects.get(operation)
    if found is None:
        found = _effects[operation] = effect_of(operation)
    return found


class Walk:
    """One walk; `run` fills `states` (per instruction: path -> state) and `left_over`."""

    def __init__(self, symbolic):
        self._symbolic = symbolic
        self._operations = symbolic.operations
        self._targets = symbolic.targets
        self._slots = Slots(symbolic)
        self._plans = {}
        self._pending = []
        self._raised = {}
        self.states = [{} for _ in symbolic.operations]
        self.at = 0
        self.left_over = False

    def run(self):
        """Walk until nothing changes; raise IllFormed where the code cannot be run, `at` the instruction."""
        first = (OBJECT,) if self._starts_with_the_sent_value() else ()
        plans, steps = self._plans, []
        for i, operation in enumerate(self._operations):
            self.at = i
            steps.append(plans.get(id(operation)) or self._plan(operation))
        self._arrive(0, (first, (), self._slots.initial))
        while self._pending:
            i, path = self._pending.pop()
            self.at = i
            self._go(i, steps[i], self.states[i][path])

    def _starts_with_the_sent_value(self):
        # 3.10 pushes the None of the first `send` before the first instruction; GEN_START takes it (bpo-42222).
        return "GEN_START" in opcode.opmap and self._symbolic.flags & GENERATOR_FLAGS

    def _plan(self, operation):
        """What an operation does, looked up once."""
        flow = block_stack.FLOWS.get(operation.opname)
        step = None if flow else self._slots.step(operation)
        effect = None if flow or step else self._effect(operation)
        if flow is None and step is None and effect is None:
            raise IllFormed(UNKNOWN, "%s %s" % (operation.opname, operation.value))
        needs_frame = operation.opname in _NEED_A_FRAME
        taken = None if operation.opname in _SILENT else 0
        if taken == 0 and effect is not None and operation.opname not in _YIELDS:
            taken = effect.taken  # Where a generator is thrown into, None lies in place of what it yielded.
        plan = self._plans[id(operation)] = Plan(effect, step, flow, taken, needs_frame)
        return plan

    def _effect(self, operation):
        """What an operation does to the stack: only what is not a function's may return a cell."""
        if operation.opname == "RETURN_VALUE" and not self._symbolic.flags & _OPTIMIZED:
            return RETURNED_BY_A_CLASS
        return _effect(operation)

    def _arrive(self, i, state):
        """Join what is known at instruction i with another way to it."""
        if i >= len(self._operations):
            raise IllFormed(OFF_THE_END, "%s is the last instruction" % self._operations[self.at].opname)
        path = block_stack.path(state[0]) if block_stack.has_shared_finally else ()
        known = self.states[i]
        if path in known:
            if known[path] == state:
                return
            state = _join(known[path], state, self._operations[i].opname)
            if known[path] == state:
                return
        elif len(known) == _MOST_PATHS:
            raise IllFormed(DEPTHS, "%s is come to in too many ways" % self._operations[i].opname)
        known[path] = state
        self._pending.append((i, path))

    def _go(self, i, plan, state):
        effect, step, flow, taken, needs_frame = plan
        operation = self._operations[i]
        stack, blocks, slots = state
        if needs_frame:
            slots = self._in_a_frame(i, operation, stack, slots)
        if taken is not None:
            self._raise(i, state, len(stack) - taken)
        if flow is not None:
            self._follow(i, slots, flow(operation, i, self._targets[i], stack, blocks))
        elif step is not None:
            stack, slots = step(stack, slots)
            self._go_on(i, (stack, blocks, slots))
        else:
            self._apply(i, operation, effect, (stack, blocks, slots))

    def _apply(self, i, operation, effect, state):
        stack, blocks, slots = state
        needs = effect.needs
        if len(stack) < len(needs):
            raise IllFormed(UNDERFLOW, "%s takes %d, finds %d" % (operation.opname, len(needs), len(stack)))
        if effect.move is not None:
            below, pushes = effect.move(stack), ()
        else:
            check(operation, needs, stack[len(stack) - len(needs) :])
            below, pushes = stack[: len(stack) - effect.taken], effect.pushes
        if effect.jumped is not None:
            self._jump(i, operation, (stack[: len(stack) - len(needs)] + effect.jumped, blocks, slots))
        if operation.opname in _RETURNS:
            self._leave(operation, below, blocks)
        elif operation.opname not in ENDS:
            self._go_on(i, (below + pushes, blocks, slots))

    def _go_on(self, i, state):
        if state[1] and not block_stack.is_intact(len(state[0]), state[1]):
            raise IllFormed(block_stack.BLOCK_STACK, "%s takes what its block needs" % self._operations[i].opname)
        self._arrive(i + 1, state)

    def _jump(self, i, operation, state):
        target = self._targets[i]
        if operation.opname == "FOR_ITER" and "END_FOR" in opcode.opmap:
            self._check_end_of_loop(target)
        self._arrive(target, state)

    def _check_end_of_loop(self, target):
        """An exhausted FOR_ITER skips what it leads to without looking: that must be END_FOR, in 3.13 and POP_TOP."""
        expected = ["END_FOR"]
        if not versions.end_for_takes_both and "POP_ITER" not in opcode.opmap:
            expected.append("POP_TOP")
        found = [operation.opname for operation in self._operations[target : target + len(expected)]]
        if found != expected:
            raise IllFormed(LOOP, "FOR_ITER leads to %s" % (" and ".join(found) or "the end"))

    def _follow(self, i, slots, flows):
        for following, stack, blocks in flows:
            if following is None:
                self._go_on(i, (stack, blocks, slots))
            else:
                self._arrive(following, (stack, blocks, slots))

    def _leave(self, operation, stack, blocks):
        if blocks:
            raise IllFormed(block_stack.BLOCK_STACK, "%s inside a block" % operation.opname)
        if stack:
            self.left_over = True

    def _in_a_frame(self, i, operation, stack, slots):
        """Check that what yields does so in a generator's frame, and make one where that is asked for."""
        if "RETURN_GENERATOR" not in opcode.opmap:
            if not self._symbolic.flags & GENERATOR_FLAGS:
                raise IllFormed(YIELD, "%s in code without a flag for it" % operation.opname)
            return slots
        frame = slots & (PLAIN_FRAME | GENERATOR_FRAME)
        if operation.opname == "RETURN_GENERATOR":
            if frame != PLAIN_FRAME or (stack and not versions.iterators_have_an_index):
                raise IllFormed(YIELD, "RETURN_GENERATOR where the frame is in use")
            return slots ^ frame | GENERATOR_FRAME
        if frame != GENERATOR_FRAME:
            raise IllFormed(YIELD, "%s before RETURN_GENERATOR" % operation.opname)
        self._check_what_is_awaited(i, operation, stack)
        return slots

    def _check_what_is_awaited(self, i, operation, stack):
        """Behind a yield, RESUME says by its two low bits (2, 3) that an awaitable is on top; `close` trusts that."""
        following = self._operations[i + 1] if i + 1 < len(self._operations) else None
        awaits = operation.opname == "YIELD_VALUE" and following is not None and following.opname == "RESUME"
        if awaits and following.value & 3 > 1:
            depth = 3 if versions.iterators_have_an_index else 2
            check(operation, ("awaitable",), stack[len(stack) - depth :][:1])

    def _raise(self, i, state, remaining):
        if self._symbolic.handlers is not None and versions.has_exception_table:
            handler = self._symbolic.handlers[i]
            if handler is not None:
                self._to_handler(i, handler, state, remaining)
        elif state[1]:
            self._to_block(i, state, remaining)

    def _to_handler(self, i, handler, state, remaining):
        target, depth, lasti = handler
        if remaining < depth:
            raise IllFormed(DEPTHS, "%s takes what its handler needs" % self._operations[i].opname)
        base = state[0][:depth]
        if self._raised.get(handler) == (base, state[2]):
            return
        self._raised[handler] = (base, state[2])
        self._arrive(target, (base + (("lasti",) if lasti else ()) + ("exception",), state[1], state[2]))

    def _to_block(self, i, state, remaining):
        stack, blocks, slots = state
        if not block_stack.is_intact(remaining, blocks):
            raise IllFormed(block_stack.BLOCK_STACK, "%s takes what its block needs" % self._operations[i].opname)
        found = block_stack.handling(blocks)
        if found is not None:
            target, level, inside = found
            self._arrive(target, (stack[:level] + block_stack.PREVIOUS + block_stack.RAISED, inside, slots))


def _join(one, other, opname):
    """The state that holds on both ways to an instruction."""
    if len(one[0]) != len(other[0]):
        raise IllFormed(DEPTHS, "%s is come to with %d and with %d" % (opname, len(one[0]), len(other[0])))
    if one[1] != other[1]:
        raise IllFormed(block_stack.BLOCK_STACK, "%s is come to inside different blocks" % opname)
    return tuple(_joined(*pair + (opname,)) for pair in zip(one[0], other[0])), one[1], one[2] | other[2]


def _joined(kind, other, opname):
    both = joined(kind, other)
    if both is None:
        raise IllFormed(KINDS, "%s is come to with %s and with %s" % (opname, word(kind), word(other)))
    return both


def depth(stack):
    """How many items lie on a stack; what KW_NAMES left is none."""
    return len(stack) - (1 if stack and word(stack[-1]) == KEYWORDS else 0)
