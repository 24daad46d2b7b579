"""What instructions do that move what stands on the stack, or reach below its top.

Knows copies, rotations and collections under construction. Does not know what calls anything (`stack_calls.py`).
"""

from .. import versions
from .effects import UNDERFLOW, IllFormed, check, has, moving, wrong
from .kinds import INDEX_OR_NULL, NULL, OBJECT, SELF_OR_NULL, may_be_null, word


def _deep(need, popped):
    """LIST_APPEND and its kin: take `popped` objects, and look at what stands `depth` below them."""

    def make(depth, operation):
        def move(stack):
            check(operation, (OBJECT,) * popped, stack[-popped:])
            if len(stack) < popped + depth:
                raise IllFormed(UNDERFLOW, "%s looks %d deep" % (operation.opname, depth))
            check(operation, (need,), (stack[-popped - depth],))
            return stack[:-popped]

        return moving(popped, move)

    return make


def _reraise(depth, operation):
    def move(stack):
        check(operation, ("exception",), stack[-1:])
        if depth:
            check(operation, ("lasti",), stack[-1 - depth :][:1])
        return stack[:-1]

    return moving(1 + depth, move, 1)


def _rotate(count):
    """The top goes `count` - 1 places down."""
    return moving(count, lambda stack: stack[:-count] + stack[-1:] + stack[-count:-1])


def _swap(depth, _operation):
    def move(stack):
        return stack[:-depth] + stack[-1:] + stack[-depth + 1 : -1] + stack[-depth : -depth + 1]

    return moving(depth, (lambda stack: stack) if depth < 2 else move)


def _copied(depth, count, operation):
    def move(stack):
        start = len(stack) - depth
        copied = stack[start : start + count]
        for kind in copied:
            if may_be_null(kind):
                raise wrong(operation.opname, OBJECT, kind)
        return stack + copied

    return moving(depth, move)


def _pop_top(_argument, operation):
    # 3.14 pops what may be NULL: at the end of a `with` it removes the NULL beside `__exit__` this way.
    nullable = (NULL, SELF_OR_NULL, INDEX_OR_NULL) if has("LOAD_SPECIAL") else ()

    def move(stack):
        kind = stack[-1]
        if word(kind).startswith("previous") or (may_be_null(kind) and kind not in nullable):
            raise wrong(operation.opname, OBJECT, kind)
        return stack[:-1]

    return moving(1, move)


def _build_tuple(count, operation):
    def move(stack):
        start = len(stack) - count
        items = stack[start:]
        if items and all(word(kind) == "cell" for kind in items):
            return stack[:start] + (("closure", tuple(kind[1] for kind in items)),)
        check(operation, (OBJECT,) * count, items)
        return stack[:start] + ("tuple",)

    return moving(count, move)


BY_ARGUMENT = {
    "POP_TOP": _pop_top,
    "LIST_APPEND": _deep("list", 1),
    "SET_ADD": _deep("set", 1),
    "MAP_ADD": _deep("dict", 2),
    "LIST_EXTEND": _deep("list", 1),
    "SET_UPDATE": _deep("set", 1),
    "DICT_UPDATE": _deep("dict", 1),
    "DICT_MERGE": _deep("dict", 1),
    "ROT_TWO": lambda _argument, _operation: _rotate(2),
    "ROT_THREE": lambda _argument, _operation: _rotate(3),
    "ROT_FOUR": lambda _argument, _operation: _rotate(4),
    "ROT_N": lambda count, _operation: _rotate(count),
    "SWAP": _swap,
    "COPY": lambda depth, operation: _copied(depth, 1, operation),
    "DUP_TOP": lambda _argument, operation: _copied(1, 1, operation),
    "DUP_TOP_TWO": lambda _argument, operation: _copied(2, 2, operation),
    "BUILD_TUPLE": _build_tuple,
}
"""What makes the Effect of an operation: (argument, operation) -> Effect."""
if versions.has_exception_table:
    BY_ARGUMENT["RERAISE"] = _reraise  # Before, it takes the same each time.
