"""A child of the test on scopes: how the compiler looks up each name, against which scope is said to bind it.

Knows `dis`, and of cutaway one file, which it is handed: runs in the interpreter under study, 3.8 syntax. Reads a JSON
list of texts, writes how many loads it compared and a list of [number of the text, line, name, found, said].
"""

import ast
import dis
import importlib.util
import json
import sys
import types
import warnings

# How an instruction looks a name up, by how it is called. What neither begins with is no load of a name of the text.
LOOKUPS = (
    ("LOAD_GLOBAL", "global"),
    ("LOAD_NAME", "name"),
    ("LOAD_DEREF", "deref"),
    ("LOAD_CLASSDEREF", "deref"),
    ("LOAD_FROM_DICT_OR_DEREF", "deref"),
    ("LOAD_FROM_DICT_OR_GLOBALS", "name"),
    ("LOAD_FAST_AND_CLEAR", None),
    ("LOAD_FAST", "fast"),
)

# What the scope that binds a name allows: a class's own is looked up by name, and what inner functions use by a cell.
ALLOWED = {
    None: ("global", "name"),
    "module": ("global", "name"),
    "class": ("name", "deref"),
    "function": ("fast", "deref"),
    "comprehension": ("fast", "deref"),
    "type parameters": ("fast", "deref"),
}


def scopes_module(path):
    spec = importlib.util.spec_from_file_location("scopes", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(scopes, tree):
    """(line, name) -> the kinds of the scopes that are said to bind the names of that line."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            scope = scopes.of[id(node)].holder_of(node.id)
            found.setdefault((node.lineno, node.id), set()).add(None if scope is None else scope.kind)
    return found


def loads(code):
    """(line, name, lookup) of each instruction that loads a name, of this code object and those inside."""
    line = code.co_firstlineno
    for one in dis.get_instructions(code):
        line = line_of(one) or line
        lookup = next((how for opname, how in LOOKUPS if one.opname.startswith(opname)), None)
        names = one.argval if isinstance(one.argval, tuple) else (one.argval,)
        for name in names if lookup else ():
            yield line, name, lookup
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from loads(constant)


def line_of(instruction):
    positions = getattr(instruction, "positions", None)
    if positions is not None:
        return positions.lineno
    return instruction.starts_line


def compared(module, text):
    """How many loads there are to compare, and those that differ from what is said."""
    tree = ast.parse(text)
    by_place = said(module.Scopes(tree), tree)
    count, wrong = 0, []
    for line, name, lookup in loads(compile(text, "case.py", "exec", dont_inherit=True)):
        kinds = by_place.get((line, name))
        if kinds is None:
            continue
        count += 1
        if not any(lookup in ALLOWED[kind] for kind in kinds):
            wrong.append([line, name, lookup, sorted(map(str, kinds))])
    return count, wrong


def main():
    warnings.simplefilter("ignore")
    module = scopes_module(sys.argv[1])
    total, found = 0, []
    for number, text in enumerate(json.load(sys.stdin)):
        try:
            count, wrong = compared(module, text)
        except (SyntaxError, ValueError):
            continue
        total += count
        found += [[number, *one] for one in wrong]
    json.dump([total, found], sys.stdout)


main()
