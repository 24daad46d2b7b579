"""What the opcodes that move and make values mean: the stack, names, attributes, operators, containers, patterns.

Knows one line for each name and range of versions: (first minor, last minor, text), both ends included.
Does not know control flow, calls, exceptions (`opcode_control`) nor links (`opcodes`).

The evidence is each version's `Python/ceval.c` (to 3.11) or `Python/bytecodes.c` (from 3.12); N is the argument.
"""

from __future__ import annotations

Wordings = dict[str, list[tuple[int, int, str]]]
"""A name's wordings in order; a gap between two is a gap in the opcode's life."""

STACK: Wordings = {
    "NOP": [
        (8, 9, "Does nothing; the optimizer left it in place of another instruction"),
        (10, 15, "Does nothing; keeps a source line visible to tracing and debuggers"),
    ],
    "POP_TOP": [(8, 15, "Pops the top value and throws it away")],
    "ROT_TWO": [(8, 10, "Swaps the top two values of the stack")],
    "ROT_THREE": [(8, 10, "Moves the top value down, below the next two")],
    "ROT_FOUR": [(8, 10, "Moves the top value down, below the next three")],
    "ROT_N": [(10, 10, "Moves the top value down, so that it becomes the Nth from the top")],
    "DUP_TOP": [(8, 10, "Pushes the top value once more, so that there are two of it")],
    "DUP_TOP_TWO": [(8, 10, "Pushes the top two values once more, in the same order")],
    "COPY": [(11, 15, "Pushes the Nth value from the top once more")],
    "SWAP": [(11, 15, "Swaps the top value with the Nth from the top")],
    "EXTENDED_ARG": [(8, 15, "Gives the next instruction the higher bits of an argument too big for one byte")],
    "CACHE": [(11, 15, "Room behind an instruction for what the interpreter learns while it runs; skipped")],
}

CONSTANTS: Wordings = {
    "LOAD_CONST": [(8, 15, "Pushes one of the code object's constants")],
    "LOAD_SMALL_INT": [(14, 15, "Pushes the integer N itself, 0 to 255, without a constant in the code object")],
    "LOAD_COMMON_CONSTANT": [
        (14, 14, "Pushes an object that the interpreter keeps ready, such as AssertionError or all"),
        (15, 15, "Pushes an object that the interpreter keeps ready, such as None, True or AssertionError"),
    ],
    "LOAD_ASSERTION_ERROR": [(9, 13, "Pushes AssertionError, whatever that name is bound to: assert raises it")],
    "LOAD_BUILD_CLASS": [(8, 15, "Pushes the builtin __build_class__, which a class statement then calls")],
}

NAMES_AND_SCOPES: Wordings = {
    "LOAD_NAME": [(8, 15, "Pushes a name's value, looked up in the local namespace, then globals, then builtins")],
    "STORE_NAME": [(8, 15, "Pops a value and binds a name to it in the local namespace of a module or class body")],
    "DELETE_NAME": [(8, 15, "Deletes a name from the local namespace of a module or class body")],
    "LOAD_GLOBAL": [
        (8, 10, "Pushes a global's value, or else that of the builtin of this name"),
        (11, 12, "Pushes a global or builtin; before a call, as the argument's low bit asks, a NULL goes below it"),
        (13, 15, "Pushes a global or builtin; before a call, as the argument's low bit asks, a NULL goes on top"),
    ],
    "STORE_GLOBAL": [(8, 15, "Pops a value and binds a name to it in the globals of the module")],
    "DELETE_GLOBAL": [(8, 15, "Deletes a name from the globals of the module")],
    "LOAD_FAST": [
        (8, 11, "Pushes a local variable's value; raises UnboundLocalError if it has none"),
        (12, 15, "Pushes the value of a local variable that is known to have one"),
    ],
    "LOAD_FAST_CHECK": [(12, 15, "Pushes a local variable's value after checking that it has one; raises if not")],
    "LOAD_FAST_AND_CLEAR": [
        (12, 15, "Pushes a local's value, or NULL, and empties it: an inlined comprehension needs the name"),
    ],
    "LOAD_FAST_BORROW": [
        (14, 15, "Pushes a local's value without counting a reference: the variable outlives its use"),
    ],
    "LOAD_FAST_LOAD_FAST": [(13, 15, "Pushes the values of two local variables: two LOAD_FAST in one")],
    "LOAD_FAST_BORROW_LOAD_FAST_BORROW": [
        (14, 15, "Pushes two local variables' values without counting references: two LOAD_FAST_BORROW in one"),
    ],
    "STORE_FAST": [(8, 15, "Pops a value and puts it into a local variable")],
    "STORE_FAST_STORE_FAST": [(13, 15, "Pops two values into two local variables: two STORE_FAST in one")],
    "STORE_FAST_LOAD_FAST": [(13, 15, "Pops a value into a local variable, then pushes a local variable's value")],
    "DELETE_FAST": [(8, 15, "Empties a local variable; raises UnboundLocalError if it has no value")],
    "LOAD_LOCALS": [(12, 15, "Pushes the namespace of the class body or module that is running")],
    "MAKE_CELL": [(11, 15, "Puts a variable into a cell as its function starts, to share it with inner functions")],
    "COPY_FREE_VARS": [(11, 15, "Copies the cells of the function's closure into its frame, as the function starts")],
    "LOAD_CLOSURE": [
        (8, 12, "Pushes the cell of a variable, not its value, for an inner function to share"),
        (13, 15, "Pushes a variable's cell; only inside the compiler, which turns it into LOAD_FAST"),
    ],
    "LOAD_DEREF": [(8, 15, "Pushes the value in a cell: a variable shared with an inner or enclosing function")],
    "STORE_DEREF": [(8, 15, "Pops a value into a cell: a variable shared with an inner or enclosing function")],
    "DELETE_DEREF": [(8, 15, "Empties a cell: deletes a variable shared with an inner or enclosing function")],
    "LOAD_CLASSDEREF": [
        (8, 11, "Pushes a name's value in a class body: from its namespace, or else from an enclosing function"),
    ],
    "LOAD_FROM_DICT_OR_DEREF": [
        (12, 15, "Pops a namespace and pushes a name's value from it, or else from an enclosing function's cell"),
    ],
    "LOAD_FROM_DICT_OR_GLOBALS": [
        (12, 15, "Pops a namespace and pushes a name's value from it, or else from globals or builtins"),
    ],
    "SETUP_ANNOTATIONS": [
        (8, 13, "Makes sure that the module or class body has a dict named __annotations__"),
        (14, 15, "Makes sure that __annotations__ is there, where annotations are kept as text (PEP 563)"),
    ],
}

ATTRIBUTES: Wordings = {
    "LOAD_ATTR": [
        (8, 11, "Replaces the top object by one of its attributes"),
        (12, 12, "Replaces the top object by an attribute; for a call, by method and self, or NULL and attribute"),
        (13, 15, "Replaces the top object by an attribute; for a call, by method and self, or attribute and NULL"),
    ],
    "LOAD_METHOD": [
        (8, 11, "Replaces the top object by a method of it and the object, or by NULL and the attribute"),
        (12, 13, "Looks up a method for a call; only inside the compiler, which turns it into LOAD_ATTR"),
    ],
    "LOAD_SUPER_ATTR": [
        (12, 15, "Pops super, a class and self, and pushes super's attribute (for a call, as LOAD_ATTR does)"),
    ],
    "LOAD_SUPER_METHOD": [
        (12, 13, "Looks up super(class, self).method; only inside the compiler, becomes LOAD_SUPER_ATTR"),
    ],
    "LOAD_ZERO_SUPER_ATTR": [
        (12, 13, "Looks up super().attribute; only inside the compiler, becomes LOAD_SUPER_ATTR"),
    ],
    "LOAD_ZERO_SUPER_METHOD": [
        (12, 13, "Looks up super().method for a call; only inside the compiler, becomes LOAD_SUPER_ATTR"),
    ],
    "LOAD_SPECIAL": [
        (14, 15, "Replaces the top object by a special method of its type, such as __enter__, and self or NULL"),
    ],
    "STORE_ATTR": [(8, 15, "Pops an object and a value, and sets an attribute of the object to the value")],
    "DELETE_ATTR": [(8, 15, "Pops an object and deletes one of its attributes")],
    "IMPORT_NAME": [
        (8, 14, "Pops the wanted names and the relative level, imports a module and pushes it"),
        (15, 15, "Pops the wanted names and the relative level, imports a module, perhaps lazily, and pushes it"),
    ],
    "IMPORT_FROM": [(8, 15, "Pushes an attribute of the module on top, which stays: from module import name")],
    "IMPORT_STAR": [(8, 11, "Pops a module and copies its public names into the local namespace")],
}

_OPERATORS = {
    "ADD": "+",
    "AND": "&",
    "FLOOR_DIVIDE": "//",
    "LSHIFT": "<<",
    "MATRIX_MULTIPLY": "@",
    "MODULO": "%",
    "MULTIPLY": "*",
    "OR": "|",
    "POWER": "**",
    "RSHIFT": ">>",
    "SUBTRACT": "-",
    "TRUE_DIVIDE": "/",
    "XOR": "^",
}
"""Until 3.10 every operator had two opcodes of its own; BINARY_OP replaced them all (bpo-45947, 3.11)."""


def _one_opcode_each() -> Wordings:
    """Return the wordings of BINARY_ADD to BINARY_XOR and of INPLACE_ADD to INPLACE_XOR."""
    worded: Wordings = {}
    for name, sign in _OPERATORS.items():
        worded[f"BINARY_{name}"] = [(8, 10, f"Pops two operands, the right one on top, and pushes left {sign} right")]
        worded[f"INPLACE_{name}"] = [
            (8, 10, f"Pops two operands and pushes the result of left {sign}= right, in place where left can do it"),
        ]
    return worded


OPERATORS: Wordings = {
    **_one_opcode_each(),
    "BINARY_OP": [
        (11, 13, "Pops two operands and pushes the result of the operator that N stands for, such as + or -="),
        (14, 15, "Pops two operands and pushes the result of what N stands for: an operator, or a subscript"),
    ],
    "UNARY_POSITIVE": [(8, 11, "Replaces the top value by its positive, +value")],
    "UNARY_NEGATIVE": [(8, 15, "Replaces the top value by its negative, -value")],
    "UNARY_INVERT": [(8, 15, "Replaces the top value by its bitwise inverse, ~value")],
    "UNARY_NOT": [
        (8, 12, "Replaces the top value by True if it is falsy, by False if it is truthy"),
        (13, 15, "Replaces the top bool by its opposite; other values have met TO_BOOL before"),
    ],
    "TO_BOOL": [(13, 15, "Replaces the top value by its truth, True or False, ahead of a jump or a not")],
    "COMPARE_OP": [
        (8, 8, "Pops two values and pushes the result of <, ==, in, is and so on, or an exception match"),
        (9, 12, "Pops two values and pushes the result of <, <=, ==, !=, > or >=, as N says"),
        (13, 15, "Pops two values and pushes the result of <, ==, > and so on, made a bool if N has a bit for it"),
    ],
    "IS_OP": [(9, 15, "Pops two values and pushes whether they are the same object, or not (is, is not)")],
    "CONTAINS_OP": [(9, 15, "Pops a container and a value, and pushes whether it holds the value (in, not in)")],
    "BINARY_SUBSCR": [(8, 13, "Pops a key and a container, and pushes container[key]")],
    "STORE_SUBSCR": [(8, 15, "Pops a key, a container and a value, and sets container[key] to the value")],
    "DELETE_SUBSCR": [(8, 15, "Pops a key and a container, and deletes container[key]")],
    "BINARY_SLICE": [(12, 15, "Pops stop, start and a container, and pushes container[start:stop]")],
    "STORE_SLICE": [(12, 15, "Pops stop, start, a container and a value, and sets container[start:stop] to it")],
}

CONTAINERS: Wordings = {
    "BUILD_TUPLE": [(8, 15, "Pops N values and pushes a tuple of them")],
    "BUILD_LIST": [(8, 15, "Pops N values and pushes a list of them")],
    "BUILD_SET": [(8, 15, "Pops N values and pushes a set of them")],
    "BUILD_MAP": [(8, 15, "Pops N pairs of key and value and pushes a dict of them")],
    "BUILD_CONST_KEY_MAP": [(8, 13, "Pops a tuple of N constant keys and N values, and pushes a dict of them")],
    "BUILD_STRING": [(8, 15, "Pops N strings and pushes them joined into one: the pieces of an f-string")],
    "BUILD_SLICE": [(8, 15, "Pops two or three values and pushes a slice: start, stop and perhaps step")],
    "BUILD_TUPLE_UNPACK": [(8, 8, "Pops N iterables and pushes a tuple of all their items: (*a, *b)")],
    "BUILD_TUPLE_UNPACK_WITH_CALL": [(8, 8, "Pops N iterables and pushes their items as one tuple for f(*a, *b)")],
    "BUILD_LIST_UNPACK": [(8, 8, "Pops N iterables and pushes a list of all their items: [*a, *b]")],
    "BUILD_SET_UNPACK": [(8, 8, "Pops N iterables and pushes a set of all their items: {*a, *b}")],
    "BUILD_MAP_UNPACK": [(8, 8, "Pops N mappings and pushes a dict of all their entries: {**a, **b}")],
    "BUILD_MAP_UNPACK_WITH_CALL": [
        (8, 8, "Pops N mappings and pushes one dict for f(**a, **b); a key that comes twice raises"),
    ],
    "LIST_APPEND": [(8, 15, "Pops a value and appends it to a list further down, as a list comprehension does")],
    "SET_ADD": [(8, 15, "Pops a value and adds it to a set further down, as a set comprehension does")],
    "MAP_ADD": [(8, 15, "Pops a value and a key into a dict further down, as a dict comprehension does")],
    "LIST_EXTEND": [(9, 15, "Pops an iterable and appends its items to a list further down")],
    "SET_UPDATE": [(9, 15, "Pops an iterable and adds its items to a set further down")],
    "DICT_UPDATE": [(9, 15, "Pops a mapping and copies its entries into a dict further down")],
    "DICT_MERGE": [(9, 15, "Pops a mapping into a dict of keyword arguments; a key that comes twice raises")],
    "LIST_TO_TUPLE": [(9, 11, "Replaces the list on top by a tuple of its items")],
    "UNPACK_SEQUENCE": [(8, 15, "Pops an iterable of exactly N items and pushes them, the first on top")],
    "UNPACK_EX": [(8, 15, "Pops an iterable and pushes its items, those for the starred target as one list")],
}

STRINGS: Wordings = {
    "FORMAT_VALUE": [(8, 12, "Pops a value, and a format spec if N has a bit for it, and pushes the formatted text")],
    "CONVERT_VALUE": [(13, 15, "Replaces the top value by its str, repr or ascii: !s, !r or !a in an f-string")],
    "FORMAT_SIMPLE": [(13, 15, "Replaces the top value by its text, formatted without a spec; a str stays")],
    "FORMAT_WITH_SPEC": [(13, 15, "Pops a format spec and a value, and pushes the formatted text")],
    "BUILD_INTERPOLATION": [
        (14, 15, "Pops a value, its source text and perhaps a format spec, and pushes a t-string's Interpolation"),
    ],
    "BUILD_TEMPLATE": [(14, 15, "Pops a tuple of interpolations and one of strings, and pushes a Template (t-string)")],
}

PATTERNS: Wordings = {
    "GET_LEN": [(10, 15, "Pushes the length of the top value, which stays")],
    "MATCH_MAPPING": [(10, 15, "Pushes whether the top value, which stays, is a mapping")],
    "MATCH_SEQUENCE": [(10, 15, "Pushes whether the top value, which stays, is a sequence but not text or bytes")],
    "MATCH_KEYS": [
        (10, 10, "Pushes the values at all keys of the tuple on top, or None, and whether all were there"),
        (11, 15, "Pushes a tuple of the values at all keys of the tuple on top, or None if one is missing"),
    ],
    "MATCH_CLASS": [
        (10, 10, "Tests a class pattern; leaves the attributes, or the subject, and whether it matched"),
        (11, 15, "Pops attribute names, a class and the subject; pushes the attributes matched, or None"),
    ],
    "COPY_DICT_WITHOUT_KEYS": [(10, 10, "Replaces the keys on top by a dict of the subject's other entries: **rest")],
}

VALUES: Wordings = {
    **STACK,
    **CONSTANTS,
    **NAMES_AND_SCOPES,
    **ATTRIBUTES,
    **OPERATORS,
    **CONTAINERS,
    **STRINGS,
    **PATTERNS,
}
