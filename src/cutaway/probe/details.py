"""What is needed to name the functions that differ between two units, as a part of what `pair` answers.

Knows that what both sides share need not be listed, and that without positions the compiler makes one instruction of
two in two statements (3.13 on), which are taken apart. Does not know what differs, nor how it is told.
"""

from functools import partial

from . import exemptions, parts
from .capture import capture_units
from .definition import qualified
from .hybrids import halves
from .making import made
from .unshared import unshared

_LAYERS = ["code", "bytecode"]


def details(units, allow):
    """Return captures of the two units, where functions are made, and the lines of definitions (ARCHITECTURE.md).

    The captures are of the code of their trees without positions, without what is allowed, and without what both
    share: of a file of 250 KB with one docstring changed, listing all 650 functions took five times as long.
    """
    reduced = _reduced(units, allow)
    captures = capture_units(reduced, _LAYERS)["captures"]
    return {
        "captures": captures,
        "made": [_made(*one) for one in zip(reduced, captures)],
        "lines": {name: code.co_firstlineno for code, name in qualified(units[1].module_code)},
    }


def _reduced(units, allow):
    codes = unshared(*[exemptions.neutral_code(unit, allow) for unit in units])
    names = set().union(*map(halves.makers, codes))
    return [_with_code(unit, halves.apart(code, names)) for unit, code in zip(units, codes)]


def _with_code(unit, code):
    reduced = unit.with_code(code)
    # The code is the same with layout and without: taken apart once.
    reduced.once("neutral_parts", partial(parts.real, reduced))
    return reduced


def _made(unit, capture):
    """Where functions are made in the code that is compared."""
    facts = capture["layers"]["bytecode"].get("facts", {})
    return list(made(parts.neutral(unit))) if "neutral" in facts else []
