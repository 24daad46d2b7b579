"""What calls take and give, and how functions are made of code and closures.

Knows where a version keeps what is called, and what a function lacks until it has its closure. Does not know what is
called.
"""

from .. import versions
from .effects import CLOSURE, UNDERFLOW, WRONG_KIND, Effect, IllFormed, by_rule, check, has, moving, wrong
from .kinds import KEYWORDS, METHOD_OR_NULL, NULL, OBJECT, SELF_OR_NULL, word


def _keywords(constant, _operation):
    return Effect((), 0, ((KEYWORDS, len(constant.object)),), None, None)


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

    return moving(count + 2, move)


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

        return moving(count + 1 + below, move)

    return make


def _call_function(count, operation):
    def move(stack):
        start = len(stack) - count - 1
        return stack[:start] + (_called(stack[start], stack[start + 1 :], operation),)

    return moving(count + 1, move)


def _call_method(count, operation):
    def move(stack):
        start = len(stack) - count - 2
        check(operation, (METHOD_OR_NULL,) + (OBJECT,) * (count + 1), stack[start:])
        return stack[:start] + (OBJECT,)

    return moving(count + 2, move)


def _call_with_everything(flags, operation):
    """CALL_FUNCTION_EX: the arguments as one iterable, the keywords as one mapping."""
    if has("LOAD_SPECIAL"):  # 3.14 has always both, NULL where there are no keywords.
        return moving(4, _call_with_everything_or_null(operation))
    keywords = "" if not flags & 1 else " object" if has("BUILD_MAP_UNPACK_WITH_CALL") else " dict"
    called = "object" if not has("PUSH_NULL") else "object NULL" if versions.callable_is_first else "NULL object"
    return by_rule("%s object%s -- object" % (called, keywords))


def _call_with_everything_or_null(operation):
    def move(stack):
        check(operation, (OBJECT, NULL, OBJECT), stack[-4:-1])
        if stack[-1] != NULL:
            check(operation, ("dict",), stack[-1:])
        return stack[:-4] + (OBJECT,)

    return move


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
        elif not has("SET_FUNCTION_ATTRIBUTE"):
            function = _closed(function, ("closure", ()))
        return stack[:start] + (function,)

    return moving(len(needs), move)


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

    return moving(2, move)


BY_ARGUMENT = {
    "KW_NAMES": _keywords,
    "CALL": _call,
    "CALL_KW": _call_with_names(2),
    "CALL_FUNCTION_KW": _call_with_names(1),
    "CALL_FUNCTION": _call_function,
    "CALL_METHOD": _call_method,
    "CALL_FUNCTION_EX": _call_with_everything,
    "MAKE_FUNCTION": _make_function,
    "SET_FUNCTION_ATTRIBUTE": _set_function_attribute,
}
"""What makes the Effect of an operation: (argument, operation) -> Effect."""
