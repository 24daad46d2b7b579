"""What instructions load, build and compute, where the argument decides about the kinds.

Knows what constants, names, flags and intrinsics mean for the stack. Does not know calls (`stack_calls.py`).
"""

from .. import versions
from .effects import Effect, by_rule, counted
from .kinds import OBJECT, of_code, of_constant, of_variable


def _load_constant(value, operation):
    kind = of_code(value) if operation.kind == "code" else of_constant(value.object)
    return Effect((), 0, (kind,), None, None)


def _common_constant(index, _operation):
    return Effect((), 0, (of_constant(versions.common_constants[index]),), None, None)


def _unpack_ex(argument, _operation):
    return by_rule("object -- object*%d" % ((argument & 255) + 1 + (argument >> 8)))


def _load_attribute(takes):
    def make(value, _operation):
        pair = " object self_or_NULL" if versions.callable_is_first else " method_or_NULL object"
        return by_rule("object*%d --%s" % (takes, pair if value[1] & 1 else " object"))

    return make


def _load_global(value, _operation):
    pair = "object NULL" if versions.callable_is_first else "NULL object"
    return by_rule("-- " + (pair if value[1] & 1 else "object"))


def _load_special(index, _operation):
    leaves = "exit" in versions.special_methods[index]
    return by_rule("object -- %s self_or_NULL" % ("exit_function" if leaves else "object"))


def _load_name(value, _operation):
    return Effect((), 0, (of_variable(value[0]),), None, None)


def _store_name(value, _operation):
    # A class body hands its cells to `type` by these names.
    return by_rule(("object_or_cell" if value[0] in ("__classcell__", "__classdictcell__") else "object") + " --")


def _compare(argument, _operation):
    # `if x > 2` of an annotation's function and patterns jump on what was compared without asking for a bool (3.13 on).
    return by_rule("object*2 -- " + ("bool" if argument & versions.compare_to_bool_bit else "comparison"))


def _format_value(flags, _operation):
    return by_rule("object%s -- string" % (" string" if flags & 4 else ""))


def _get_iter(argument, _operation):
    return by_rule("object -- %s index_or_NULL" % ("awaitable" if argument else "iterator"))


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
    def make(index, _operation):
        if index >= len(names):
            return None
        rule = _INTRINSICS.get(names[index], "object*%d -- object" % operands)
        effect = by_rule(rule)
        if effect.pushes == ("function",):
            return effect._replace(pushes=(("function", (), None, OBJECT),))
        return effect

    return make


BY_ARGUMENT = {
    "LOAD_CONST": _load_constant,
    "LOAD_COMMON_CONSTANT": _common_constant,
    "BUILD_LIST": counted("object*n -- list"),
    "BUILD_SET": counted("object*n -- set"),
    "BUILD_MAP": counted("object*2n -- dict"),
    "BUILD_CONST_KEY_MAP": counted("object*n tuple -- dict"),
    "BUILD_STRING": counted("string*n -- string"),
    "BUILD_SLICE": counted("object*n -- object"),
    "BUILD_LIST_UNPACK": counted("object*n -- list"),
    "BUILD_TUPLE_UNPACK": counted("object*n -- tuple"),
    "BUILD_TUPLE_UNPACK_WITH_CALL": counted("object*n -- tuple"),
    "BUILD_SET_UNPACK": counted("object*n -- set"),
    "BUILD_MAP_UNPACK": counted("object*n -- dict"),
    "BUILD_MAP_UNPACK_WITH_CALL": counted("object*n -- dict"),
    "BUILD_INTERPOLATION": lambda flags, _operation: by_rule("object string%s -- object" % (" string" * (flags & 1))),
    "RAISE_VARARGS": counted("object*n --"),
    "UNPACK_SEQUENCE": counted("object -- object*n"),
    "UNPACK_EX": _unpack_ex,
    "LOAD_ATTR": _load_attribute(1),
    "LOAD_SUPER_ATTR": _load_attribute(3),
    "LOAD_GLOBAL": _load_global,
    "LOAD_SPECIAL": _load_special,
    "LOAD_NAME": _load_name,
    "STORE_NAME": _store_name,
    "COMPARE_OP": _compare,
    "FORMAT_VALUE": _format_value,
    "CALL_INTRINSIC_1": _intrinsic(versions.unary_intrinsics, 1),
    "CALL_INTRINSIC_2": _intrinsic(versions.binary_intrinsics, 2),
}
"""What makes the Effect of an operation: (argument, operation) -> Effect."""
if versions.iterators_have_an_index:
    BY_ARGUMENT["GET_ITER"] = _get_iter  # Before, its argument says nothing.
