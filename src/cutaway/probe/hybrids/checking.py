"""Whether a hybrid may be run at all, and whether a compiler could have made it.

Knows what refuses code and what is merely odd about it. Does not know how the code came to be, nor how it is run.
"""

import opcode
from collections import namedtuple

from .blocks import BLOCK_STACK
from .effects import CLOSURE, UNDERFLOW, WRONG_KIND, IllFormed
from .slots import UNASSIGNED
from .symbolic import REMOVED
from .walking import DEPTHS, GENERATOR_FLAGS, LOOP, OFF_THE_END, UNKNOWN, YIELD, Walk, depth

Refusal = namedtuple("Refusal", "name detail at")
Refusal.__doc__ = (
    "Why code is not run: one of REFUSALS, a line that names the instruction, and the instruction's index."
)

Checked = namedtuple("Checked", "refusal tolerated depths stack_size")
Checked.__doc__ = "What the check found; `depths` and `stack_size` are None where it refused."

JUMP = "jump into removed code"
HANDLER = "row without its handler"

REFUSALS = (
    JUMP,
    HANDLER,
    UNDERFLOW,
    DEPTHS,
    WRONG_KIND,
    BLOCK_STACK,
    OFF_THE_END,
    YIELD,
    UNASSIGNED,
    CLOSURE,
    LOOP,
    UNKNOWN,
)

_GENERATOR, _COROUTINE, _ITERABLE_COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x100, 0x200
_FLAGS_IN_WORDS = {_GENERATOR: "GENERATOR", _COROUTINE: "COROUTINE", _ASYNC_GENERATOR: "ASYNC_GENERATOR"}


def check(symbolic):
    """Walk every path through the code and say whether it can be run."""
    missing = _missing(symbolic)
    if missing is not None:
        return Checked(missing, (), None, None)
    walk = Walk(symbolic)
    try:
        walk.run()
    except IllFormed as ill:
        name, detail = ill.args
        return Checked(Refusal(name, detail, walk.at), (), None, None)
    heights = [[depth(state[0]) for state in states.values()] for states in walk.states]
    size = max(map(max, filter(None, heights)))
    return Checked(None, tuple(_oddities(symbolic, walk)), [min(found) if found else None for found in heights], size)


def _missing(symbolic):
    """The refusal of code of which a part that it needs was taken out."""
    if not symbolic.operations:
        return Refusal(OFF_THE_END, "there is no instruction", 0)
    for i, target in enumerate(symbolic.targets):
        if target == REMOVED:
            return Refusal(JUMP, "%s leads to an instruction that is not there" % symbolic.operations[i].opname, i)
    for i, handler in enumerate(symbolic.handlers or ()):
        if handler is not None and handler[0] == REMOVED:
            return Refusal(HANDLER, "the handler of %s is not there" % symbolic.operations[i].opname, i)
    return None


def _oddities(symbolic, walk):
    """What runs, but no compiler makes."""
    flags = symbolic.flags & GENERATOR_FLAGS
    named = [word for flag, word in _FLAGS_IN_WORDS.items() if flags & flag]
    if len(named) > 1:
        yield "the flags %s at once" % " and ".join(named)
    if symbolic.flags & _ITERABLE_COROUTINE and not symbolic.flags & _GENERATOR:
        yield "the flag ITERABLE_COROUTINE without GENERATOR"
    if walk.left_over:
        yield "a value is left on the stack at return"
    for oddity in (_of_return_generator(symbolic, named), _of_gen_start(symbolic, flags)):
        if oddity:
            yield oddity


def _of_return_generator(symbolic, named):
    if "RETURN_GENERATOR" not in opcode.opmap:
        return None
    makes = any(operation.opname == "RETURN_GENERATOR" for operation in symbolic.operations)
    if named and not makes:
        return "the flag %s without RETURN_GENERATOR" % named[0]
    if makes and not named:
        return "RETURN_GENERATOR without a flag that says what it makes"
    return None


# GEN_START's argument: what is started, which only its message for a wrong first `send` says (3.10).
_STARTED = {0: _GENERATOR, 1: _COROUTINE, 2: _ASYNC_GENERATOR}


def _of_gen_start(symbolic, flags):
    for operation in symbolic.operations:
        if operation.opname == "GEN_START" and not flags & _STARTED.get(operation.value, 0):
            return "GEN_START of another kind than the flags"
    return None
