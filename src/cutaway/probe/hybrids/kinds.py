"""Kinds of things on an interpreter's stack, and which of them may stand where.

Knows what is an ordinary object and what the interpreter alone may see (NULL, a cell, the index of an instruction).
Does not know instructions.

A kind is a word, or a tuple that begins with one: `("cell", name)`, `("closure", names)`, `("names", how many)`,
`("code", free variables, what it iterates, what a call gives)`, `("function", what it still lacks, the same two)`,
`("return address", index of an instruction)`, `("keywords of the next call", how many)`.
"""

import opcode
import types

from . import symbolic

OBJECT = "object"
NULL = "NULL"
SAVED = "saved local"  # What LOAD_FAST_AND_CLEAR took out of a variable: an object or NULL.
METHOD_OR_NULL = "method or NULL"
SELF_OR_NULL = "self or NULL"
INDEX_OR_NULL = "index or NULL"  # Beside an iterator, 3.15.
KEYWORDS = "keywords of the next call"  # KW_NAMES of 3.11 and 3.12: no item, but state between two instructions.

# What any instruction may take as a Python object.
_PLAIN = frozenset(
    ["object", "bool", "comparison", "string", "tuple", "names", "list", "set", "dict", "iterator", "exception"]
    + ["traceback", "awaitable", "given iterator", "async iterator", "exception type", "exit function"]
)

# What stands in for what an instruction asks for. All others ask for their own kind.
_ACCEPTED = {
    "bool": {"bool", "comparison"},
    "tuple": {"tuple", "names"},
    "iterator": {"iterator", "given iterator"},
    "async iterator": {"async iterator", "given iterator"},
    "annotations": {"tuple", "names", "dict"},
    "list or tuple": {"list", "tuple", "names"},
    INDEX_OR_NULL: {INDEX_OR_NULL, NULL},
    SELF_OR_NULL: {SELF_OR_NULL, NULL},
}


def word(kind):
    """What a kind is called, without its details."""
    return kind if type(kind) is str else kind[0]


# What may be NULL: its reference must not be counted.
_NULLABLE = frozenset([NULL, SAVED, METHOD_OR_NULL, SELF_OR_NULL, INDEX_OR_NULL, KEYWORDS, "finally NULL"])


def may_be_null(kind):
    """Say whether there may be no object at all, or nothing whose references are counted."""
    return word(kind) in _NULLABLE


def is_plain(kind):
    """Say whether any instruction may take it as a Python object."""
    if type(kind) is str:
        return kind in _PLAIN
    if kind[0] == "function":
        return not kind[1] and kind[2] is None
    return kind[0] == "names"


def fits(need, kind):
    """Say whether `kind` may stand where an instruction asks for `need`; "anything" takes what is merely moved."""
    if need == "anything":
        return word(kind) != KEYWORDS
    if need == "object or cell":
        return is_plain(kind) or word(kind) == "cell"
    if need == OBJECT:
        return is_plain(kind)
    if need == "code":
        return word(kind) == "code"
    if need == "function":
        return word(kind) == "function" and is_plain(kind)
    return word(kind) in _ACCEPTED.get(need, (need,))


_ITERATORS = ("iterator", "async iterator")


def joined(one, other):
    """The kind of what is one or the other, None where nothing may be either."""
    if one == other:
        return one
    if "given iterator" in (one, other) and (one in _ITERATORS or other in _ITERATORS):
        return one if one in _ITERATORS else other
    if is_plain(one) and is_plain(other):
        return "tuple" if fits("tuple", one) and fits("tuple", other) else OBJECT
    return INDEX_OR_NULL if {one, other} == {NULL, INDEX_OR_NULL} else None


def of_constant(value):
    """The kind of a constant."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "string"
    if isinstance(value, tuple):
        return ("names", len(value)) if all(type(item) is str for item in value) else "tuple"
    return OBJECT


# Variables of the compiler's own: what a comprehension iterates over, the defaults and parameters of a generic function
# (3.12, PEP 695), the annotations that were come to (3.14, PEP 649).
_OWN_VARIABLES = {
    ".0": "given iterator",
    ".defaults": "tuple",
    ".kwdefaults": "dict",
    ".type_params": "tuple",
    "__conditional_annotations__": "set",
}


def of_variable(name):
    """The kind of what a variable of this name holds."""
    return _OWN_VARIABLES.get(name, OBJECT)


def of_code(code):
    """The kind of a nested code object, or of a Symbolic that will become one."""
    if not isinstance(code, types.CodeType):
        return ("code", tuple(code.free), _iterated(code), _given(code))
    if code.co_varnames[:1] != (_FIRST_ARGUMENT,):
        return ("code", code.co_freevars, None, OBJECT)
    return of_code(symbolic.decode(code))


_FIRST_ARGUMENT = ".0"  # What a comprehension's code iterates over; its caller has called `iter`, up to 3.14.
_BY_INSTRUCTION = {"FOR_ITER": "iterator", "GET_ANEXT": "async iterator"}
_KIND_FLAGS = 0x20 | 0x80 | 0x200  # CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR
_GENERATOR = 0x20


def _iterated(code):
    """What the code of a comprehension must be handed, None where that is nobody's concern."""
    if _FIRST_ARGUMENT not in code.arguments.names[:1]:
        return None
    for i, operation in enumerate(code.operations[:-1]):
        if operation.kind == "local" and operation.value == _FIRST_ARGUMENT:
            following = (one.opname for one in code.operations[i + 1 : i + 4])
            return next((_BY_INSTRUCTION[name] for name in following if name in _BY_INSTRUCTION), None)
    return None


def _given(code):
    """What a call of a comprehension gives: 3.14 iterates over a generator without asking for its iterator."""
    makes = "RETURN_GENERATOR" not in opcode.opmap or any(one.opname == "RETURN_GENERATOR" for one in code.operations)
    return "iterator" if makes and code.flags & _KIND_FLAGS == _GENERATOR else OBJECT
