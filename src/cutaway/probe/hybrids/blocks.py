"""The block stack of 3.8 to 3.10, and the instructions that work on it.

Knows how `try`, `with` and 3.8's `finally` keep their state on both stacks. Does not know the exception table that took
their place in 3.11 (bpo-40222).
"""

import opcode
from collections import namedtuple

from .effects import UNDERFLOW, IllFormed, check, wrong
from .kinds import OBJECT, is_plain, word

BLOCK_STACK = "block stack"
_MOST = 20  # CO_MAXBLOCKS: one more is a fatal error.

Block = namedtuple("Block", "handler level")
Block.__doc__ = "`handler` is where an exception leads, None for the block that a handler itself runs in."

PREVIOUS = ("previous traceback", "previous value", "previous type")
RAISED = ("traceback", "exception", "exception type")
EXIT = "exit function"
FINALLY_NULL = "finally NULL"

# 3.8 runs one copy of a `finally` with different things on the stack: they tell its paths apart.
_MARKS = frozenset([FINALLY_NULL, "return address", "previous type"])
has_shared_finally = "BEGIN_FINALLY" in opcode.opmap


def path(stack):
    """What tells the paths through a shared `finally` apart: the marks on the stack."""
    return tuple(kind for kind in stack if word(kind) in _MARKS)


def handling(blocks):
    """Return (handler, level, blocks there) of what an exception here leads to, None where it leaves the frame."""
    for depth in range(len(blocks) - 1, -1, -1):
        if blocks[depth].handler is not None:
            level = blocks[depth].level
            return blocks[depth].handler, level, blocks[:depth] + (Block(None, level),)
    return None


def is_intact(count, blocks):
    """Say whether a stack of this height still holds what the innermost block relies on."""
    if not blocks:
        return True
    return count >= blocks[-1].level + (3 if blocks[-1].handler is None else 0)


def _pushed(blocks, handler, level):
    if len(blocks) == _MOST:
        raise IllFormed(BLOCK_STACK, "more than %d blocks" % _MOST)
    return blocks + (Block(handler, level),)


def _innermost(opname, blocks, is_handler):
    if not blocks or (blocks[-1].handler is None) != is_handler:
        found = "none" if not blocks else "another"
        asked = "an exception's handler" if is_handler else "`try` or `with`"
        raise IllFormed(BLOCK_STACK, "%s leaves the block of %s, finds %s" % (opname, asked, found))
    return blocks[-1], blocks[:-1]


def _need(operation, stack, *needs):
    if len(stack) < len(needs):
        raise IllFormed(UNDERFLOW, "%s takes %d, finds %d" % (operation.opname, len(needs), len(stack)))
    check(operation, needs, stack[len(stack) - len(needs) :])


def _setup_finally(_operation, _i, target, stack, blocks):
    return [(None, stack, _pushed(blocks, target, len(stack)))]


def _setup_with(operation, _i, target, stack, blocks):
    _need(operation, stack, OBJECT)
    return [(None, stack[:-1] + (EXIT, OBJECT), _pushed(blocks, target, len(stack)))]


def _setup_async_with(operation, _i, target, stack, blocks):
    _need(operation, stack, EXIT, OBJECT)
    return [(None, stack, _pushed(blocks, target, len(stack) - 1))]


def _pop_block(operation, _i, _target, stack, blocks):
    return [(None, stack, _innermost(operation.opname, blocks, False)[1])]


def _pop_except(operation, _i, _target, stack, blocks):
    block, outer = _innermost(operation.opname, blocks, True)
    _need(operation, stack, *PREVIOUS)
    if not 3 <= len(stack) - block.level <= 4:  # A value that is returned may lie below the three.
        raise IllFormed(BLOCK_STACK, "POP_EXCEPT %d above its block" % (len(stack) - block.level - 3))
    return [(None, stack[:-3], outer)]


def _end_async_for(operation, _i, _target, stack, blocks):
    block, outer = _innermost(operation.opname, blocks, True)
    _need(operation, stack, "async iterator", *PREVIOUS + RAISED)
    if len(stack) != block.level + 6:
        raise IllFormed(BLOCK_STACK, "END_ASYNC_FOR %d above its block" % (len(stack) - block.level - 6))
    return [(None, stack[:-7], outer)]


def _reraise(operation, _i, _target, stack, blocks):
    _need(operation, stack, *RAISED)
    if operation.value:  # It takes the last instruction from the block of the handler.
        _innermost(operation.opname, blocks, True)
    return []


def _call_finally(_operation, i, target, stack, blocks):
    return [(target, stack + (("return address", i + 1),), blocks)]


def _end_finally(operation, _i, _target, stack, blocks):
    mark = _mark(operation, stack, 1)
    if mark == FINALLY_NULL:
        return [(None, stack[:-1], blocks)]
    if mark is not None:
        return [(mark[1], stack[:-1], blocks)]
    _need(operation, stack, *RAISED)
    return []


def _mark(operation, stack, depth):
    """How this `finally` was come to, `depth` below the top: NULL or a return address; None for an exception."""
    if len(stack) < depth:
        raise IllFormed(UNDERFLOW, "%s takes %d, finds %d" % (operation.opname, depth, len(stack)))
    kind = stack[-depth]
    if kind == FINALLY_NULL or word(kind) == "return address":
        return kind
    if kind != "exception type":
        raise wrong(operation.opname, "exception type", kind)
    return None


def _pop_finally(operation, _i, _target, stack, blocks):
    kept = stack[-1:] if operation.value else ()
    below = stack[: len(stack) - len(kept)]
    if not all(is_plain(kind) for kind in kept):
        raise wrong(operation.opname, OBJECT, kept[0])
    if _mark(operation, below, 1) is not None:
        return [(None, below[:-1] + kept, blocks)]
    block, outer = _innermost(operation.opname, blocks, True)
    _need(operation, below, *PREVIOUS + RAISED)
    if len(below) != block.level + 6:
        raise IllFormed(BLOCK_STACK, "POP_FINALLY %d above its block" % (len(below) - block.level - 6))
    return [(None, below[:-6] + kept, outer)]


def _with_cleanup_start(operation, _i, _target, stack, blocks):
    if _mark(operation, stack, 1) is not None:
        _need(operation, stack[:-1], EXIT)
        return [(None, stack[:-2] + stack[-1:] + (OBJECT, OBJECT), blocks)]
    _need(operation, stack, EXIT, *PREVIOUS + RAISED)
    block, outer = _innermost(operation.opname, blocks, True)
    # `__exit__` goes from under the seven, a NULL comes in its stead above the previous exception.
    lowered = outer + (Block(None, block.level - 1),)
    return [(None, stack[:-7] + PREVIOUS + (FINALLY_NULL,) + RAISED + (OBJECT, OBJECT), lowered)]


def _with_cleanup_finish(operation, _i, _target, stack, blocks):
    _need(operation, stack, OBJECT, OBJECT)
    going_on = (None, stack[:-2], blocks)
    if _mark(operation, stack, 3) is not None:
        return [going_on]
    block, outer = _innermost(operation.opname, blocks, True)
    return [going_on, (None, stack[: block.level] + (FINALLY_NULL,), outer)]


_FLOWS = {
    "SETUP_FINALLY": _setup_finally,
    "SETUP_WITH": _setup_with,
    "SETUP_ASYNC_WITH": _setup_async_with,
    "POP_BLOCK": _pop_block,
    "POP_EXCEPT": _pop_except,
    "END_ASYNC_FOR": _end_async_for,
    "RERAISE": _reraise,
    "CALL_FINALLY": _call_finally,
    "END_FINALLY": _end_finally,
    "POP_FINALLY": _pop_finally,
    "WITH_CLEANUP_START": _with_cleanup_start,
    "WITH_CLEANUP_FINISH": _with_cleanup_finish,
}

# SETUP_FINALLY is a name of the compiler's own from 3.11 on, not an instruction.
FLOWS = _FLOWS if opcode.opmap.get("SETUP_FINALLY", 256) < 256 else {}
"""By name: a function (operation, index, target, stack, blocks) -> [(next index or None, stack, blocks), ...]."""
