"""What each instruction takes off the stack and what it puts there, in kinds.

Knows the stack effects of all versions' instructions, as the interpreter's loop has them. Does not know variables,
blocks or where control goes (`slots.py`, `blocks.py`, `walking.py`).

A rule reads like a signature: what is needed, topmost last, ` -- ` what stands there afterwards, and for a jump that is
taken ` | ` what stands at its target instead. What stands before ` / ` is only looked at. `object*2` is two of them.
"""

import opcode
from collections import namedtuple

from .. import versions
from .kinds import (
    INDEX_OR_NULL,
    KEYWORDS,
    METHOD_OR_NULL,
    NULL,
    OBJECT,
    SELF_OR_NULL,
    fits,
    may_be_null,
    of_code,
    of_constant,
    of_variable,
    word,
)

Effect = namedtuple("Effect", "needs taken pushes jumped move")
Effect.__doc__ = """The kinds needed, how many are taken away, what is pushed; what stands instead where a jump leads.

Where `move` is not None it makes the new stack of the old one; `needs` then only says how many items it needs.
"""


class IllFormed(Exception):
    """The code cannot be run: (name of the refusal, why)."""


UNDERFLOW = "stack underflow"
WRONG_KIND = "wrong kind on the stack"
CLOSURE = "closure does not fit"

_has = opcode.opmap.__contains__

_RULES = {
    "NOP RESUME PRECALL NOT_TAKEN CACHE EXTENDED_ARG SETUP_ANNOTATIONS DELETE_NAME DELETE_GLOBAL": "--",
    "LOAD_LOCALS LOAD_BUILD_CLASS LOAD_ASSERTION_ERROR LOAD_SMALL_INT": "-- object",
    "UNARY_POSITIVE UNARY_NEGATIVE UNARY_INVERT LOAD_FROM_DICT_OR_GLOBALS": "object -- object",
    "BINARY_POWER BINARY_MULTIPLY BINARY_MATRIX_MULTIPLY BINARY_MODULO BINARY_ADD": "object*2 -- object",
    "BINARY_SUBTRACT BINARY_SUBSCR BINARY_FLOOR_DIVIDE": "object*2 -- object",
    "BINARY_TRUE_DIVIDE BINARY_LSHIFT BINARY_RSHIFT": "object*2 -- object",
    "BINARY_AND BINARY_XOR BINARY_OR BINARY_OP": "object*2 -- object",
    "INPLACE_POWER INPLACE_MULTIPLY INPLACE_MATRIX_MULTIPLY INPLACE_MODULO INPLACE_ADD": "object*2 -- object",
    "INPLACE_FLOOR_DIVIDE INPLACE_TRUE_DIVIDE INPLACE_LSHIFT INPLACE_RSHIFT": "object*2 -- object",
    "INPLACE_SUBTRACT INPLACE_AND INPLACE_XOR INPLACE_OR": "object*2 -- object",
    "BINARY_SLICE": "object*3 -- object",
    "STORE_SLICE": "object*4 --",
    "STORE_SUBSCR": "object*3 --",
    "DELETE_SUBSCR STORE_ATTR": "object*2 --",
    "DELETE_ATTR STORE_GLOBAL PRINT_EXPR IMPORT_STAR": "object --",
    "IMPORT_NAME": "object*2 -- object",
    "IMPORT_FROM": "object / -- object",
    "TO_BOOL": "object -- bool",
    "UNARY_NOT": "bool -- bool" if _has("TO_BOOL") else "object -- bool",
    "IS_OP CONTAINS_OP": "object*2 -- bool",
    # Building.
    "LIST_TO_TUPLE": "list -- tuple",
    "BUILD_TEMPLATE": "tuple*2 -- object",
    "CONVERT_VALUE": "object -- object",
    "FORMAT_SIMPLE": "object -- string",
    "FORMAT_WITH_SPEC": "object string -- string",
    # Iteration.
    "GET_YIELD_FROM_ITER": "object -- awaitable",
    "GET_AITER": "object -- async_iterator",
    "GET_ANEXT": "async_iterator / -- awaitable",
    "GET_AWAITABLE": "object -- awaitable",
    "YIELD_VALUE ASYNC_GEN_WRAP": "object -- object",
    "YIELD_FROM": "awaitable object -- object",
    "GET_LEN": "object / -- object",
    "MATCH_MAPPING MATCH_SEQUENCE": "object / -- bool",
    "COPY_DICT_WITHOUT_KEYS": "object / tuple -- object",
    # Exceptions.
    "CHECK_EXC_MATCH": "exception / object -- bool",
    "CHECK_EG_MATCH": "exception object -- exception*2",
    "PREP_RERAISE_STAR": "exception list -- exception",
    "PUSH_EXC_INFO": "exception -- previous_exception exception",
    "BEFORE_WITH BEFORE_ASYNC_WITH": "object -- exit_function object",
    # Leaving.
    "RETURN_CONST": "--",
    # Jumps. What has no fall-through is in `walking.ENDS`.
    "JUMP_ABSOLUTE JUMP_FORWARD JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT": "-- |",
    "JUMP_IF_TRUE_OR_POP JUMP_IF_FALSE_OR_POP": "object -- | object",
    "JUMP_IF_NOT_EXC_MATCH": "object*2 -- |",
    "POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE": "bool -- |" if _has("TO_BOOL") else "object -- |",
    "POP_JUMP_FORWARD_IF_TRUE POP_JUMP_FORWARD_IF_FALSE POP_JUMP_BACKWARD_IF_TRUE": "object -- |",
    "POP_JUMP_BACKWARD_IF_FALSE POP_JUMP_FORWARD_IF_NONE POP_JUMP_FORWARD_IF_NOT_NONE": "object -- |",
    "POP_JUMP_BACKWARD_IF_NONE POP_JUMP_BACKWARD_IF_NOT_NONE": "object -- |",
    "POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE": "object -- |",
}

_RULES_BY_VERSION = {
    "GET_ITER": "object -- iterator",
    "FOR_ITER": "iterator / -- object |" + (" iterator object" if _has("END_FOR") else ""),
    "END_FOR": "iterator object --" if versions.end_for_takes_both else "object --",
    "POP_ITER": "iterator --",
    "SEND": "awaitable / object -- object |" + (" awaitable object" if _has("END_SEND") else " object"),
    "END_SEND": "object*2 -- object",
    "CLEANUP_THROW": "awaitable object exception -- object*2",
    "END_ASYNC_FOR": "async_iterator exception --",
    "WITH_EXCEPT_START": "exit_function lasti previous_exception exception / -- object",
    "POP_EXCEPT": "previous_exception --",
    "MATCH_KEYS": "object tuple / -- object",
    "MATCH_CLASS": "object*2 tuple -- object",
    "RETURN_VALUE": "object_or_cell --",
    "LOAD_METHOD": "object -- method_or_NULL object",
    "PUSH_NULL": "-- NULL",
    "RETURN_GENERATOR": "-- object",
    "GEN_START": "object --",
    "BEGIN_FINALLY": "-- finally_NULL",
}
if versions.iterators_have_an_index:
    _RULES_BY_VERSION.update(
        {
            "FOR_ITER": "iterator index_or_NULL / -- object | iterator index_or_NULL object",
            "POP_ITER": "iterator index_or_NULL --",
            "SEND": "awaitable index_or_NULL / object -- object | awaitable index_or_NULL object",
            "END_SEND": "object index_or_NULL object -- object",
            "CLEANUP_THROW": "awaitable index_or_NULL object exception -- object index_or_NULL object",
        }
    )
if _has("LOAD_SPECIAL"):
    _RULES_BY_VERSION["WITH_EXCEPT_START"] = "exit_function self_or_NULL lasti previous_exception exception / -- object"
if not versions.has_exception_table:
    _TRIPLE = "traceback exception exception_type"
    _RULES_BY_VERSION.update(
        {
            "WITH_EXCEPT_START": "exit_function previous_traceback previous_value previous_type "
            + _TRIPLE
            + " / -- object",
            "RERAISE": _TRIPLE + " --",
        }
    )
if versions.match_pushes_a_bool:
    _RULES_BY_VERSION["MATCH_KEYS"] += " bool"
    _RULES_BY_VERSION["MATCH_CLASS"] += " bool"


def _words(text):
    """The kinds of one side of a rule: `object*2` is two, `_` a space."""
    kinds = []
    for item in text.split():
        name, _, times = item.partition("*")
        kinds.extend([name.replace("_", " ")] * int(times or 1))
    return tuple(kinds)


def _effect(rule):
    needs, _, rest = rule.partition("--")
    kept, _, taken = needs.rpartition("/")
    pushes, bar, jumped = rest.partition("|")
    taken = _words(taken)
    return Effect(_words(kept) + taken, len(taken), _words(pushes), _words(jumped) if bar else None, None)


_BY_NAME = {name: _effect(rule) for names, rule in _RULES.items() for name in names.split()}
_BY_NAME.update({name: _effect(rule) for name, rule in _RULES_BY_VERSION.items()})


def effect_of(operation):
    """Return the Effect of an operation, None where it is not the stack alone that it works on."""
    make = _BY_ARGUMENT.get(operation.opname)
    if make is not None:
        return make(operation.value, operation)
    return _BY_NAME.get(operation.opname)


def check(operation, needs, found):
    """Raise IllFormed where something on the stack is not what the instruction takes."""
    for need, kind in zip(needs, found):
        if need != kind and not fits(need, kind):
            if word(kind) == "function" and kind[1]:
                raise IllFormed(CLOSURE, "a function is used without its variables %s" % ", ".join(kind[1]))
            raise wrong(operation.opname, need, kind)


def wrong(opname, need, kind):
    """The refusal of something that is not what the instruction takes."""
    return IllFormed(WRONG_KIND, "%s takes %s, finds %s" % (opname, _article(need), _article(word(kind))))


def _article(name):
    if name == NULL or name.endswith(("NULL", "call")):
        return name
    return ("an " if name[0] in "aeiou" else "a ") + name


def _moving(count, move, taken=None):
    """An effect that makes the stack itself; it takes all that it needs where nothing else is said."""
    taken = count if taken is None else taken
    return Effect(("anything",) * count, taken, (), None, move)


def _deep(need, popped):
    """LIST_APPEND and its kin: take `popped` objects, and look at what stands `depth` below them."""

    def make(depth, operation):
        def move(stack):
            check(operation, (OBJECT,) * popped, stack[-popped:])
            if len(stack) < popped + depth:
                raise IllFormed(UNDERFLOW, "%s looks %d deep" % (operation.opname, depth))
            check(operation, (need,), (stack[-popped - depth],))
            return stack[:-popped]

        return _moving(popped, move)

    return make


def _reraise(depth, operation):
    if not versions.has_exception_table:
        return _BY_NAME["RERAISE"]

    def move(stack):
        check(operation, ("exception",), stack[-1:])
        if depth:
            check(operation, ("lasti",), stack[-1 - depth :][:1])
        return stack[:-1]

    return _moving(1 + depth, move, 1)


def _rotate(count):
    """The top goes `count` - 1 places down."""
    return _moving(count, lambda stack: stack[:-count] + stack[-1:] + stack[-count:-1])


def _swap(depth, _operation):
    def move(stack):
        return stack[:-depth] + stack[-1:] + stack[-depth + 1 : -1] + stack[-depth : -depth + 1]

    return _moving(depth, (lambda stack: stack) if depth < 2 else move)


def _copied(depth, count, operation):
    def move(stack):
        start = len(stack) - depth
        copied = stack[start : start + count]
        for kind in copied:
            if may_be_null(kind):
                raise wrong(operation.opname, OBJECT, kind)
        return stack + copied

    return _moving(depth, move)


def _pop_top(_argument, operation):
    # 3.14 pops what may be NULL: at the end of a `with` it removes the NULL beside `__exit__` this way.
    nullable = (NULL, SELF_OR_NULL, INDEX_OR_NULL) if _has("LOAD_SPECIAL") else ()

    def move(stack):
        kind = stack[-1]
        if word(kind).startswith("previous") or (may_be_null(kind) and kind not in nullable):
            raise wrong(operation.opname, OBJECT, kind)
        return stack[:-1]

    return _moving(1, move)


def _build_tuple(count, operation):
    def move(stack):
        start = len(stack) - count
        items = stack[start:]
        if items and all(word(kind) == "cell" for kind in items):
            return stack[:start] + (("closure", tuple(kind[1] for kind in items)),)
        check(operation, (OBJECT,) * count, items)
        return stack[:start] + ("tuple",)

    return _moving(count, move)


def _load_constant(value, operation):
    kind = of_code(value) if operation.kind == "code" else of_constant(value.object)
    return Effect((), 0, (kind,), None, None)


def _common_constant(index, _operation):
    return Effect((), 0, (of_constant(versions.common_constants[index]),), None, None)


def _keywords(constant, _operation):
    return Effect((), 0, ((KEYWORDS, len(constant.object)),), None, None)


# Calls.


def _callable_and_arguments(pair, arguments):
    """Return what is called and with what, of the two items below the arguments, in either version's order."""
    callee, other = pair if versions.callable_is_first else (pair[1], pair[0])
    nothing = (NULL, SELF_OR_NULL) if versions.callable_is_first else (NULL, METHOD_OR_NULL)
    if other in nothing:
        return callee, arguments
    if versions.callable_is_first:
        return callee, (other,) + arguments
    return other, (callee,) + arguments


def _called(callee, arguments, operation):
    """Return what the call gives; a comprehension's function must be handed an iterator of its sort."""
    if word(callee) == "function" and callee[2] and not callee[1]:
        check(operation, (callee[2],), arguments[:1] or (NULL,))
        arguments = arguments[1:]
    else:
        check(operation, (OBJECT,), (callee,))
    check(operation, (OBJECT,) * len(arguments), arguments)
    return callee[3] if word(callee) == "function" else OBJECT


def _call(count, operation):
    """CALL of 3.11 on: two items, then the arguments, then in 3.11 and 3.12 what KW_NAMES left."""

    def move(stack):
        if word(stack[-1]) == KEYWORDS:
            _check_names(stack[-1][1], count, operation)
            stack = stack[:-1]
        start = len(stack) - count - 2
        if start < 0:
            raise IllFormed(UNDERFLOW, "CALL takes %d, finds %d" % (count + 2, len(stack)))
        callee, arguments = _callable_and_arguments(stack[start : start + 2], stack[start + 2 :])
        return stack[:start] + (_called(callee, arguments, operation),)

    return _moving(count + 2, move)


def _check_names(named, count, operation):
    if named > count:
        raise IllFormed(WRONG_KIND, "%s has %d names for %d arguments" % (operation.opname, named, count))


def _call_with_names(below):
    """CALL_FUNCTION_KW and CALL_KW: a tuple of names on top."""

    def make(count, operation):
        def move(stack):
            if word(stack[-1]) != "names":
                raise wrong(operation.opname, "tuple of names", stack[-1])
            _check_names(stack[-1][1], count, operation)
            start = len(stack) - count - 1 - below
            callee, arguments = stack[start], stack[start + below : -1]
            if below == 2:
                callee, arguments = _callable_and_arguments(stack[start : start + 2], arguments)
            return stack[:start] + (_called(callee, arguments, operation),)

        return _moving(count + 1 + below, move)

    return make


def _call_function(count, operation):
    def move(stack):
        start = len(stack) - count - 1
        return stack[:start] + (_called(stack[start], stack[start + 1 :], operation),)

    return _moving(count + 1, move)


def _call_method(count, operation):
    def move(stack):
        start = len(stack) - count - 2
        check(operation, (METHOD_OR_NULL,) + (OBJECT,) * (count + 1), stack[start:])
        return stack[:start] + (OBJECT,)

    return _moving(count + 2, move)


def _call_with_everything(flags, _operation):
    """CALL_FUNCTION_EX: the arguments as one iterable, the keywords as one mapping."""
    if _has("LOAD_SPECIAL"):  # 3.14 has always both, NULL where there are no keywords.
        return _moving(4, _call_with_everything_or_null(_operation))
    keywords = "" if not flags & 1 else " object" if _has("BUILD_MAP_UNPACK_WITH_CALL") else " dict"
    called = "object" if not _has("PUSH_NULL") else "object NULL" if versions.callable_is_first else "NULL object"
    return _effect("%s object%s -- object" % (called, keywords))


def _call_with_everything_or_null(operation):
    def move(stack):
        check(operation, (OBJECT, NULL, OBJECT), stack[-4:-1])
        if stack[-1] != NULL:
            check(operation, ("dict",), stack[-1:])
        return stack[:-4] + (OBJECT,)

    return move


# Functions.


def _make_function(flags, operation):
    name = ("string",) if versions.make_function_takes_name else ()
    asked = ("tuple", "dict", "annotations", "closure")
    attributes = tuple(need for bit, need in enumerate(asked) if (flags or 0) >> bit & 1)
    needs = attributes + ("code",) + name

    def move(stack):
        start = len(stack) - len(needs)
        check(operation, needs, stack[start:])
        code = stack[start + len(attributes)]
        function = ("function",) + code[1:]
        if attributes[-1:] == ("closure",):
            function = _closed(function, stack[start + len(attributes) - 1])
        elif not _has("SET_FUNCTION_ATTRIBUTE"):
            function = _closed(function, ("closure", ()))
        return stack[:start] + (function,)

    return _moving(len(needs), move)


def _closed(function, closure):
    if closure[1] != function[1]:
        raise IllFormed(
            CLOSURE,
            "the code has the variables (%s), its closure (%s)" % (", ".join(function[1]), ", ".join(closure[1])),
        )
    return ("function", ()) + function[2:]


def _set_function_attribute(flag, operation):
    needs = {1: "tuple", 2: "dict", 4: "annotations", 8: "closure", 16: "function"}

    def move(stack):
        value, function = stack[-2:]
        check(operation, (needs.get(flag, "nothing"),), (value,))
        if word(function) != "function":
            raise wrong(operation.opname, "function", function)
        return stack[:-2] + (_closed(function, value) if flag == 8 else function,)

    return _moving(2, move)


# What the argument decides.


def _rule(text):
    """A rule in which `n` is the argument."""
    return lambda count, _operation: _effect(text.replace("*2n", "*%d" % (2 * count)).replace("*n", "*%d" % count))


def _unpack_ex(argument, _operation):
    return _effect("object -- object*%d" % ((argument & 255) + 1 + (argument >> 8)))


def _load_attribute(takes):
    def make(value, _operation):
        pair = " object self_or_NULL" if versions.callable_is_first else " method_or_NULL object"
        return _effect("object*%d --%s" % (takes, pair if value[1] & 1 else " object"))

    return make


def _load_global(value, _operation):
    pair = "object NULL" if versions.callable_is_first else "NULL object"
    return _effect("-- " + (pair if value[1] & 1 else "object"))


def _load_special(index, _operation):
    leaves = "exit" in versions.special_methods[index]
    return _effect("object -- %s self_or_NULL" % ("exit_function" if leaves else "object"))


def _load_name(value, _operation):
    return Effect((), 0, (of_variable(value[0]),), None, None)


def _store_name(value, _operation):
    # A class body hands its cells to `type` by these names.
    return _effect(("object_or_cell" if value[0] in ("__classcell__", "__classdictcell__") else "object") + " --")


def _compare(argument, _operation):
    # `if x > 2` of an annotation's function and patterns jump on what was compared without asking for a bool (3.13 on).
    return _effect("object*2 -- " + ("bool" if argument & versions.compare_to_bool_bit else "comparison"))


def _format_value(flags, _operation):
    return _effect("object%s -- string" % (" string" if flags & 4 else ""))


def _get_iter(argument, _operation):
    if not versions.iterators_have_an_index:
        return _BY_NAME["GET_ITER"]
    return _effect("object -- %s index_or_NULL" % ("awaitable" if argument else "iterator"))


_INTRINSICS = {
    "INTRINSIC_STOPITERATION_ERROR": "exception -- exception",
    "INTRINSIC_LIST_TO_TUPLE": "list -- tuple",
    "INTRINSIC_TYPEVAR": "string -- object",
    "INTRINSIC_PARAMSPEC": "string -- object",
    "INTRINSIC_TYPEVARTUPLE": "string -- object",
    "INTRINSIC_SUBSCRIPT_GENERIC": "tuple -- object",
    "INTRINSIC_TYPEALIAS": "tuple -- object",
    "INTRINSIC_PREP_RERAISE_STAR": "exception list -- exception",
    "INTRINSIC_TYPEVAR_WITH_BOUND": "string function -- object",
    "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS": "string function -- object",
    "INTRINSIC_SET_FUNCTION_TYPE_PARAMS": "function tuple -- function",
}


def _intrinsic(names, operands):
    def make(index, operation):
        if index >= len(names):
            return None
        rule = _INTRINSICS.get(names[index], "object*%d -- object" % operands)
        effect = _effect(rule)
        if effect.pushes == ("function",):
            return effect._replace(pushes=(("function", (), None, OBJECT),))
        return effect

    return make


_BY_ARGUMENT = {
    "LOAD_CONST": _load_constant,
    "LOAD_COMMON_CONSTANT": _common_constant,
    "KW_NAMES": _keywords,
    "POP_TOP": _pop_top,
    "LIST_APPEND": _deep("list", 1),
    "SET_ADD": _deep("set", 1),
    "MAP_ADD": _deep("dict", 2),
    "LIST_EXTEND": _deep("list", 1),
    "SET_UPDATE": _deep("set", 1),
    "DICT_UPDATE": _deep("dict", 1),
    "DICT_MERGE": _deep("dict", 1),
    "RERAISE": _reraise,
    "ROT_TWO": lambda _argument, _operation: _rotate(2),
    "ROT_THREE": lambda _argument, _operation: _rotate(3),
    "ROT_FOUR": lambda _argument, _operation: _rotate(4),
    "ROT_N": lambda count, _operation: _rotate(count),
    "SWAP": _swap,
    "COPY": lambda depth, operation: _copied(depth, 1, operation),
    "DUP_TOP": lambda _argument, operation: _copied(1, 1, operation),
    "DUP_TOP_TWO": lambda _argument, operation: _copied(2, 2, operation),
    "BUILD_TUPLE": _build_tuple,
    "BUILD_LIST": _rule("object*n -- list"),
    "BUILD_SET": _rule("object*n -- set"),
    "BUILD_MAP": _rule("object*2n -- dict"),
    "BUILD_CONST_KEY_MAP": _rule("object*n tuple -- dict"),
    "BUILD_STRING": _rule("string*n -- string"),
    "BUILD_SLICE": _rule("object*n -- object"),
    "BUILD_LIST_UNPACK": _rule("object*n -- list"),
    "BUILD_TUPLE_UNPACK": _rule("object*n -- tuple"),
    "BUILD_TUPLE_UNPACK_WITH_CALL": _rule("object*n -- tuple"),
    "BUILD_SET_UNPACK": _rule("object*n -- set"),
    "BUILD_MAP_UNPACK": _rule("object*n -- dict"),
    "BUILD_MAP_UNPACK_WITH_CALL": _rule("object*n -- dict"),
    "BUILD_INTERPOLATION": lambda flags, _operation: _effect("object string%s -- object" % (" string" * (flags & 1))),
    "RAISE_VARARGS": _rule("object*n --"),
    "UNPACK_SEQUENCE": _rule("object -- object*n"),
    "UNPACK_EX": _unpack_ex,
    "LOAD_ATTR": _load_attribute(1),
    "LOAD_SUPER_ATTR": _load_attribute(3),
    "LOAD_GLOBAL": _load_global,
    "LOAD_SPECIAL": _load_special,
    "LOAD_NAME": _load_name,
    "STORE_NAME": _store_name,
    "COMPARE_OP": _compare,
    "FORMAT_VALUE": _format_value,
    "GET_ITER": _get_iter,
    "CALL_INTRINSIC_1": _intrinsic(versions.unary_intrinsics, 1),
    "CALL_INTRINSIC_2": _intrinsic(versions.binary_intrinsics, 2),
    "CALL": _call,
    "CALL_KW": _call_with_names(2),
    "CALL_FUNCTION_KW": _call_with_names(1),
    "CALL_FUNCTION": _call_function,
    "CALL_METHOD": _call_method,
    "CALL_FUNCTION_EX": _call_with_everything,
    "MAKE_FUNCTION": _make_function,
    "SET_FUNCTION_ATTRIBUTE": _set_function_attribute,
}
