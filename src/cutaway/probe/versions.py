"""What the running interpreter is like, as named questions with their evidence.

Knows how one CPython differs from another. Does not know what anybody does with the answer:
no other file of the probe compares a version.
"""

import dis
import opcode
import sys

_VERSION = sys.version_info[:2]

# Do instructions carry inline cache entries?
# Since 3.11 (PEP 659): `co_code` holds them as CACHE units with argument 0.
cache_opcode = opcode.opmap.get("CACHE")

# Are jump arguments counted in code units of two bytes?
# Since 3.10 (bpo-27129); before that in bytes.
jumps_count_code_units = _VERSION >= (3, 10)

# Do code objects carry columns, qualified names and an exception table?
# Since 3.11 (PEP 657 for columns, bpo-13672 for co_qualname, bpo-40222 for the table).
has_columns = hasattr(compile("", "", "exec"), "co_positions")
has_qualified_names = hasattr(compile("", "", "exec"), "co_qualname")
has_exception_table = hasattr(compile("", "", "exec"), "co_exceptiontable")

# Does `co_lines` exist? Since 3.10 (PEP 626); before that line starts come from `co_lnotab`.
has_line_ranges = hasattr(compile("", "", "exec"), "co_lines")

# Does one index space hold locals, cells and free variables?
# Since 3.11 ("localsplus"); `_varname_from_oparg` is what `dis` itself asks there.
names_by_localsplus = hasattr(compile("", "", "exec"), "_varname_from_oparg")

# By how many bits is the name index of an instruction shifted, to make room for flags below it, and what do these say?
# LOAD_GLOBAL since 3.11, LOAD_ATTR since 3.12 (gh-103082), LOAD_SUPER_ATTR since 3.12 (gh-103497),
# IMPORT_NAME since 3.15 (PEP 810). Bit 1 of LOAD_SUPER_ATTR says that `super()` had two arguments.
shifted_names = {}
if _VERSION >= (3, 11):
    shifted_names["LOAD_GLOBAL"] = (1, {1: "NULL"})
if _VERSION >= (3, 12):
    shifted_names["LOAD_ATTR"] = (1, {1: "method"})
    shifted_names["LOAD_SUPER_ATTR"] = (2, {1: "method", 2: "two-argument super"})
if _VERSION >= (3, 15):
    shifted_names["IMPORT_NAME"] = (2, {1: "lazy", 2: "eager"})

# By how many bits is the operator of COMPARE_OP shifted?
# By 4 in 3.12 (the bits below are the specializer's mask), by 5 since 3.13, where bit 4 asks for a bool.
compare_shift = 5 if _VERSION >= (3, 13) else 4 if _VERSION >= (3, 12) else 0
compare_to_bool_bit = 16 if _VERSION >= (3, 13) else 0

# Which bits of MAKE_FUNCTION's argument ask for what? Until 3.12; since 3.13 of SET_FUNCTION_ATTRIBUTE's (gh-112720).
function_attributes = ("defaults", "kwdefaults", "annotations", "closure", "annotate")

# Does MAKE_FUNCTION take the qualified name from the stack? Until 3.10; the code object has it since 3.11 (bpo-44530).
make_function_takes_name = _VERSION < (3, 11)

# Which flag says that constant 0 is a docstring? CO_HAS_DOCSTRING since 3.14 (gh-126072).
# Before, constant 0 of a `def` is its docstring when it is a string (the compiler puts None there otherwise).
docstring_flag = 0x4000000 if _VERSION >= (3, 14) else None

# Which instructions hold two locals, four bits each? Since 3.13; 3.12 has these names only as specializations.
local_pairs = frozenset(
    name
    for name in (
        "LOAD_FAST_LOAD_FAST",
        "LOAD_FAST_BORROW_LOAD_FAST_BORROW",
        "STORE_FAST_LOAD_FAST",
        "STORE_FAST_STORE_FAST",
    )
    if name in opcode.opmap
)

# Which opcodes have an argument? Since 3.12 a set says it; before, all from HAVE_ARGUMENT on.
opcodes_with_argument = frozenset(getattr(dis, "hasarg", range(opcode.HAVE_ARGUMENT, 256)))

# Which opcodes jump backward by their argument? Since 3.11 `dis` knows; before, backward jumps were absolute.
is_backward_jump = getattr(dis, "_is_backward_jump", lambda op: False)

# The names behind small arguments, where this interpreter has such instructions; `opcode` holds them for `dis`.
binary_operators = tuple(sign for _, sign in getattr(opcode, "_nb_ops", ()))
unary_intrinsics = tuple(getattr(opcode, "_intrinsic_1_descs", ()))
binary_intrinsics = tuple(getattr(opcode, "_intrinsic_2_descs", ()))
special_methods = tuple(getattr(opcode, "_special_method_names", ()))
common_constants = tuple(getattr(opcode, "_common_constants", None) or getattr(dis, "_common_constants", ()))

# Which opcodes take the index of a cell or a free variable?
# `opcode.hasfree`; but 3.14 and 3.15 list LOAD_DEREF under `haslocal` instead, since its flags say that it uses a slot.
opcodes_of_cells = frozenset(opcode.hasfree) | {opcode.opmap["LOAD_DEREF"]}

# Does END_FOR take iterator and item off the stack at once? Only in 3.12; since 3.13 it takes the item, and a POP_TOP
# or (3.14) POP_ITER behind it the iterator (gh-116767). An exhausted FOR_ITER skips END_FOR, in 3.13 POP_TOP, too.
end_for_takes_both = (3, 12) <= _VERSION < (3, 13)

# Does LOAD_FAST trust that its variable is assigned? Since 3.12; before, it raises UnboundLocalError itself (gh-93143).
load_fast_is_unchecked = _VERSION >= (3, 12)

# Does what is called stand below the NULL or self that goes with it? Since 3.13 (gh-117709); in 3.11 and 3.12 above.
callable_is_first = _VERSION >= (3, 13)

# Does GET_ITER push an index beside the iterator, for lists and tuples that are walked without one? Since 3.15
# (gh-141049).
iterators_have_an_index = _VERSION >= (3, 15)

# Do MATCH_KEYS and MATCH_CLASS say with a bool beside their result whether they matched? Only in 3.10 (bpo-44701).
match_pushes_a_bool = _VERSION < (3, 11)

# How many inline cache entries follow each opcode? (PEP 659) `opcode` has a list by number in 3.11 and 3.12, a mapping
# by name from 3.13 on, nothing before.
_cache_entries = getattr(opcode, "_inline_cache_entries", {})
if isinstance(_cache_entries, list):
    _cache_entries = dict(zip(opcode.opname, _cache_entries))
cache_counts = tuple(_cache_entries.get(name, 0) for name in opcode.opname[:256])
