"""The operation `details`: what is needed to name the functions that differ between two texts.

Knows that the trees are compiled without what the user set aside, that what both sides share need not be listed, and
that without positions the compiler makes one instruction of two in two statements (3.13 on), which are taken apart.
Does not know what differs, nor how it is told.
"""

import ast
import warnings
from functools import partial

from . import exemptions, parts
from .capture import capture_units, unit_of
from .definition import qualified
from .hybrids import halves
from .making import made
from .neutral import compile_neutral
from .unshared import unshared

_LAYERS = ["code", "bytecode"]


def details(request):
    """Answer a `details` request (ARCHITECTURE.md, "A repository's changes"). Raises Trouble."""
    optimize = request.get("optimize")
    allow = exemptions.checked(request.get("allow") or ())
    units = [unit_of(request[side], -1 if optimize is None else optimize) for side in ("before", "after")]
    lines = _reduced(units, allow)
    captures = capture_units(units, _LAYERS)["captures"]
    return {"captures": captures, "made": [_made(*one) for one in zip(units, captures)], "lines": lines}


def _reduced(units, allow):
    """Let each unit's code be what may differ of it; return the lines of the definitions of the side after.

    A unit's code is then that of its tree without positions, without what is allowed and without what both share: a
    file of 250 KB with one docstring changed has 1,200 functions, and listing all of them took 50 times as long.
    """
    try:
        lines = _lines(units[1])
        codes = [_compiled(unit, allow) for unit in units]
    except (SyntaxError, ValueError):
        return {}  # The reason is an answer, told where the code is asked for.
    codes = unshared(*codes)
    names = set().union(*map(halves.makers, codes))
    for unit, code in zip(units, codes):
        reduced = partial(halves.apart, code, names)
        unit.once("neutral_code", reduced)
        unit.once("module_code", reduced)
    return lines


def _lines(unit):
    """The first line of each definition by its qualified name; of several with one name, the last's."""
    code = _quietly(lambda: compile(unit.text, unit.filename, "exec", dont_inherit=True, optimize=unit.optimize))
    return {name: inner.co_firstlineno for inner, name in qualified(code)}


def _compiled(unit, allow):
    def make():
        tree = exemptions.exempted(ast.parse(unit.text, unit.filename), allow) if allow else unit.tree
        return compile_neutral(tree, unit.filename, unit.optimize)

    return _quietly(make)


def _quietly(make):
    """What a compiler warns of was told when the pair was judged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make()


def _made(unit, capture):
    """Where functions are made in the code that is compared."""
    facts = capture["layers"]["bytecode"].get("facts", {})
    return list(made(parts.neutral(unit))) if "neutral" in facts else []
