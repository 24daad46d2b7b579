"""The operation `details`: what is needed to name the functions that differ between two texts.

Knows that the trees are compiled without what the user set aside, and that without positions the compiler makes one
instruction of two in two statements (3.13 on), which are taken apart. Does not know what differs, nor how it is told.
"""

import ast
import warnings
from contextlib import suppress
from functools import partial

from . import exemptions, parts
from .capture import capture_units, unit_of
from .hybrids import halves
from .making import made
from .neutral import compile_neutral

_LAYERS = ["code", "bytecode"]


def details(request):
    """Answer a `details` request (ARCHITECTURE.md, "A repository's changes"). Raises Trouble."""
    optimize = request.get("optimize")
    allow = exemptions.checked(request.get("allow") or ())
    units = [unit_of(request[side], -1 if optimize is None else optimize) for side in ("before", "after")]
    _prepare(units, allow)
    captures = capture_units(units, _LAYERS)["captures"]
    return {"captures": captures, "made": [_made(*one) for one in zip(units, captures)]}


def _prepare(units, allow):
    """Let each unit's code without positions be that of its tree without what is allowed, where both compile."""
    with suppress(SyntaxError, ValueError):  # raised again, as an answer, where the code is asked for
        codes = [_compiled(unit, allow) for unit in units]
        names = set().union(*map(halves.makers, codes))
        for unit, code in zip(units, codes):
            unit.once("neutral_code", partial(halves.apart, code, names))


def _compiled(unit, allow):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = exemptions.exempted(ast.parse(unit.text, unit.filename), allow) if allow else unit.tree
        return compile_neutral(tree, unit.filename, unit.optimize)


def _made(unit, capture):
    """Where functions are made in the code without positions, which is what is compared where the real one differs."""
    facts = capture["layers"]["bytecode"].get("facts", {})
    return list(made(parts.neutral(unit))) if "neutral" in facts else []
