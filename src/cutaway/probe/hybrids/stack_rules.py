"""What each instruction takes off the stack and what it puts there, where its opcode alone decides.

Knows the stack effects of all versions' instructions, as the interpreter's loop has them; `effects.py` says how a rule
is read. Does not know variables, blocks or where control goes (`slots.py`, `blocks.py`, `walking.py`).
"""

from .. import versions
from .effects import by_rule, has

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
    "UNARY_NOT": "bool -- bool" if has("TO_BOOL") else "object -- bool",
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
    "POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE": "bool -- |" if has("TO_BOOL") else "object -- |",
    "POP_JUMP_FORWARD_IF_TRUE POP_JUMP_FORWARD_IF_FALSE POP_JUMP_BACKWARD_IF_TRUE": "object -- |",
    "POP_JUMP_BACKWARD_IF_FALSE POP_JUMP_FORWARD_IF_NONE POP_JUMP_FORWARD_IF_NOT_NONE": "object -- |",
    "POP_JUMP_BACKWARD_IF_NONE POP_JUMP_BACKWARD_IF_NOT_NONE": "object -- |",
    "POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE": "object -- |",
}

_RULES_BY_VERSION = {
    "GET_ITER": "object -- iterator",
    "FOR_ITER": "iterator / -- object |" + (" iterator object" if has("END_FOR") else ""),
    "END_FOR": "iterator object --" if versions.end_for_takes_both else "object --",
    "POP_ITER": "iterator --",
    "SEND": "awaitable / object -- object |" + (" awaitable object" if has("END_SEND") else " object"),
    "END_SEND": "object*2 -- object",
    "CLEANUP_THROW": "awaitable object exception -- object*2",
    "END_ASYNC_FOR": "async_iterator exception --",
    "WITH_EXCEPT_START": "exit_function lasti previous_exception exception / -- object",
    "POP_EXCEPT": "previous_exception --",
    "MATCH_KEYS": "object tuple / -- object",
    "MATCH_CLASS": "object*2 tuple -- object",
    "RETURN_VALUE": "object --",
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
if has("LOAD_SPECIAL"):
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

RETURNED_BY_A_CLASS = by_rule("object_or_cell --")
"""The Effect of RETURN_VALUE in the body of a class, which hands `type` the cell of `__class__`."""

BY_NAME = {name: by_rule(rule) for names, rule in _RULES.items() for name in names.split()}
BY_NAME.update({name: by_rule(rule) for name, rule in _RULES_BY_VERSION.items()})
"""The Effect of each instruction whose opcode decides."""
