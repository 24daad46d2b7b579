"""The operation `details`: what is needed to name the functions that differ between two texts.

Knows that the trees are compiled without what the user set aside. Does not know what differs, nor how it is told.
"""

import ast
import warnings
from contextlib import suppress

from . import exemptions, parts
from .capture import capture_units, unit_of
from .making import made
from .neutral import compile_neutral

_LAYERS = ["code", "bytecode"]


def details(request):
    """Answer a `details` request (ARCHITECTURE.md, "A repository's changes"). Raises Trouble."""
    optimize = request.get("optimize")
    allow = exemptions.checked(request.get("allow") or ())
    units = [unit_of(request[side], -1 if optimize is None else optimize) for side in ("before", "after")]
    for unit in units:
        if allow:
            _set_aside(unit, allow)
    captures = capture_units(units, _LAYERS)["captures"]
    return {"captures": captures, "made": [_made(*one) for one in zip(units, captures)]}


def _set_aside(unit, names):
    """Let the unit's code without positions be that of its tree without what has these names."""

    def make():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = exemptions.exempted(ast.parse(unit.text, unit.filename), names)
            return compile_neutral(tree, unit.filename, unit.optimize)

    with suppress(SyntaxError, ValueError):  # raised again, as an answer, where the code is asked for
        unit.once("neutral_code", make)


def _made(unit, capture):
    """Where functions are made in the code without positions, which is what is compared where the real one differs."""
    facts = capture["layers"]["bytecode"].get("facts", {})
    return list(made(parts.neutral(unit))) if "neutral" in facts else []
