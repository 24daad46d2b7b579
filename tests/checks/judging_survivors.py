"""A child of the test on mutations: why an edit that `pair` calls the same changes nothing, or that it does.

Knows `compile` and `dis`, and nothing of cutaway: runs in the interpreter under study, 3.8 syntax. Reads a JSON list of
[before, after], writes a JSON list of reasons, null where there is none.
"""

import ast
import dis
import json
import sys
import types
import warnings


def neutral(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = 1
            node.col_offset = node.end_col_offset = 0
    return compile(tree, "neutral", "exec", dont_inherit=True)


def constant(value, of_code):
    if isinstance(value, types.CodeType):
        return of_code(value)
    if isinstance(value, tuple):
        return "tuple", [constant(item, of_code) for item in value]
    if isinstance(value, frozenset):
        return ("frozenset", sorted(map(repr, value)))
    return type(value).__name__, repr(value)


def head(code):
    counts = [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount]
    return [code.co_name, code.co_flags, counts, code.co_cellvars, code.co_freevars]


def whole(code):
    """Every field but positions, as it stands."""
    fields = [code.co_code, code.co_names, code.co_varnames, getattr(code, "co_exceptiontable", None)]
    return head(code), fields, [constant(value, whole) for value in code.co_consts]


def used(code):
    """What `dis` says that instructions do; a function's docstring."""
    arguments = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + 2 * bool(code.co_flags & 12)]
    rows = [(one.opname, constant(one.argval, used)) for one in dis.get_instructions(code)]
    text = code.co_consts[0] if code.co_consts and isinstance(code.co_consts[0], str) else None
    return head(code), arguments, rows, text, getattr(code, "co_exceptiontable", None)


def reason(before, after):
    sides = neutral(before), neutral(after)
    if whole(sides[0]) == whole(sides[1]):
        return "the compiler makes the same code of both trees"
    if used(sides[0]) == used(sides[1]):
        return "they differ in constants, names or variables that no instruction uses"
    return None


warnings.simplefilter("ignore")
json.dump([reason(*pair) for pair in json.load(sys.stdin)], sys.stdout)
