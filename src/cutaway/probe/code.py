"""Reads the layer `code`: the tree of code objects, their attributes, and the instructions that define the target.

Knows what a code object says of itself. Does not know which of it counts as a difference.

Facts: `parts`, outermost first, and `own`, the index of the target's own. Each part has `kind` ("definition" or
"code"), `parent`, `name`, `qualname`. A definition has its instructions as in the layer `bytecode`. A code object has
`flags`, `arguments` {`positional`, `positional_only`, `keyword_only`, `names`}, `locals`, `cells`, `free`, `variables`
(those used, in order of first use), `constants` and `names` (those that instructions use, in order of use),
`unused_constants`, `unused_names`, `docstring` (encoded, or None), and what is shown but never counts: `filename`,
`first_line`, `stack_size`, `local_count`. `refine` adds `neutral`, facts of the same
shape from code that layout cannot touch, or `layout_unknown` where there is no tree to make them from.
"""

from . import parts, values, versions
from .bytecode import add_neutral, argument_names, instruction_facts
from .definition import is_function

# What may differ between two compilations of equal trees, or never counts.
_NOT_COMPARED = ("filename", "first_line", "stack_size", "local_count", "unused_constants", "unused_names")
_NOT_COMPARED += ("positions", "lines", "units", "prefixes", "size")


def read(unit):
    """Return the layer's facts."""
    return _facts(parts.real(unit))


def refine(before_unit, before, after_unit, after):
    """Where the sides differ, add what their trees compile to without positions."""
    if _stripped(before) == _stripped(after):
        return
    add_neutral(_facts, before_unit, before, after_unit, after)


def _stripped(facts):
    return [{key: value for key, value in part.items() if key not in _NOT_COMPARED} for part in facts["parts"]]


def _facts(tree):
    return {"parts": [_part(part) for part in tree], "own": tree.own}


def _part(part):
    facts = {"kind": part.kind, "parent": part.parent, "name": part.code.co_name, "qualname": part.qualname}
    facts.update(instruction_facts(part) if part.kind == "definition" else attributes(part))
    return facts


def attributes(part):
    """What a code object says of itself; of `part` its `code` and `instructions` are asked."""
    code = part.code
    used = part.instructions.used_meanings()
    used_constants, used_names = _values(used, "const"), _values(used, "name")
    docstring = docstring_of(code)
    return {
        "flags": code.co_flags,
        "arguments": _arguments(code),
        "locals": list(code.co_varnames),
        "cells": list(code.co_cellvars),
        "free": list(code.co_freevars),
        "variables": _variables(used),
        "constants": used_constants,
        "names": used_names,
        "unused_constants": _unused_constants(code, used_constants, docstring),
        "unused_names": _unused_names(code, used_names),
        "docstring": docstring,
        "filename": code.co_filename,
        "first_line": code.co_firstlineno,
        "stack_size": code.co_stacksize,
        "local_count": code.co_nlocals,
    }


def _arguments(code):
    return {
        "positional": code.co_argcount,
        "positional_only": code.co_posonlyargcount,
        "keyword_only": code.co_kwonlyargcount,
        "names": argument_names(code),
    }


def _values(meanings, kind):
    """The distinct values that meanings of this kind stand for, in order of first use."""
    # By repr: 1, True and 1.0 are encoded apart, but lists have no hash.
    return list({repr(meaning[2]): meaning[2] for meaning in meanings if meaning[1:2] == [kind]}.values())


def _variables(meanings):
    """The names of the variables that instructions use, in order of first use."""
    used = {}
    for meaning in meanings:
        if meaning[1:2] in (["local"], ["locals"], ["cell"], ["free"]):
            used.update(dict.fromkeys(meaning[2:]))
    return list(used)


def docstring_of(code):
    """The docstring that a function keeps as its first constant; a class and a module store theirs by instruction."""
    if versions.docstring_flag is not None:
        has_one = bool(code.co_flags & versions.docstring_flag)
    else:
        # Lambdas, comprehensions and the like are named in angle brackets and have none.
        has_one = is_function(code) and not code.co_name.startswith("<")
    if has_one and code.co_consts and isinstance(code.co_consts[0], str):
        return values.encode(code.co_consts[0])
    return None


def _unused_names(code, used):
    known = set(used)
    return [name for name in code.co_names if name not in known]


def _unused_constants(code, used, docstring):
    known = {repr(value) for value in used} | {repr(docstring)}
    encoded = [values.encode(constant) for constant in code.co_consts]
    return [value for value in encoded if value[0] != "code" and repr(value) not in known]
