"""Answers the operation `fingerprint`: a hash of the canonical form of a source, at the layer code or ast.

Knows what counts at these layers, as `layers/code.py`, `layers/bytecode.py` and `layers/ast.py` have it.
Does not compare: equal sources have equal fingerprints, whatever else they are.

A fingerprint is `cutaway1-FORM:` and a SHA-256 in hex. FORM says what was hashed: `code`, what the tree compiles to
without positions (DECISIONS, 1), on this version; `object`, a code object without a text (`object_form.py`); `ast`, the
tree (`tree_form.py`), which other versions hash alike.
"""

import hashlib
from importlib._bootstrap_external import MAGIC_NUMBER
from itertools import chain

from . import parts
from .bytecode import instruction_facts
from .capture import unit_of
from .code import attributes
from .code_units import exception_table
from .held import held_form
from .object_form import object_form
from .own_name import own_reads, stored_as
from .stripping import NOFREE
from .tree_form import tree_form
from .trouble import Trouble
from .unit import Absent

FORMAT = "cutaway1"
_OWN_NAME = "\0own name"
_READS = frozenset(("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"))
_STORES = frozenset(("STORE_NAME", "STORE_GLOBAL", "STORE_FAST", "STORE_DEREF"))


def fingerprint(request):
    """Answer a `fingerprint` request (ARCHITECTURE.md, "A repository's changes"). Raises Trouble."""
    optimize = request.get("optimize")
    unit = unit_of(request["source"], -1 if optimize is None else optimize)
    return {"fingerprint": of_unit(unit, request["layer"])}


def of_unit(unit, layer):
    """The fingerprint of a unit. Raises Trouble where it does not compile, or has no tree to be hashed."""
    try:
        if layer == "ast":
            return _hashed("ast", tree_form(unit.selected.node or unit.tree, own_reads(unit.selected)))
        if unit.absent_reason is not None:
            return of_code(unit.own_code)
        return _hashed("code", _code_form(unit))
    except (SyntaxError, ValueError) as error:
        place = "line %s: " % error.lineno if getattr(error, "lineno", None) else ""
        message = getattr(error, "msg", None) or str(error)
        raise Trouble("target", "%s: does not compile: %s%s" % (unit.filename, place, message)) from None
    except Absent as absent:
        raise Trouble("target", "%s: no %s: %s" % (unit.filename, layer, absent)) from None


def of_code(code, defaults=()):
    """The fingerprint of a code object without a text, and of what its function takes by default (`held.py`)."""
    return _hashed("object", chain([held_form(defaults)], object_form(code)))


def _hashed(form, pieces):
    made = hashlib.sha256(b"" if form == "ast" else MAGIC_NUMBER)
    for piece in pieces:
        made.update(piece)
    return "%s-%s:%s" % (FORMAT, form, made.hexdigest())


def _code_form(unit):
    """What the layers code and bytecode compare of each part, in the order in which parts are made."""
    made = parts.neutral(unit)
    around, inside = _around(made), _inside(made)
    aside = dict.fromkeys(around, _STORES)
    aside.update(dict.fromkeys(inside, _READS if own_reads(unit.selected) else ()))
    for number, part in enumerate(made):
        yield _line([part.kind, part.parent, None if number in around else part.code.co_name])
        if part.kind == "code":
            yield _attributes(part)
        yield from _instructions(part, unit.selected, aside.get(number, ()), made.own)


def _around(made):
    """The parts that the target's own code is made in, itself among them."""
    number, around = made.own, set()
    while number is not None:
        around.add(number)
        number = made[number].parent
    return around


def _inside(made):
    """The target's own part and those that are made in it."""
    inside = set()
    for number, part in enumerate(made):
        if number == made.own or part.parent in inside:
            inside.add(number)
    return inside


def _attributes(part):
    known = attributes(part)
    variables = known["arguments"]["names"] + known["free"] + known["variables"]
    kept = [(name, name in known["cells"], name in known["free"]) for name in sorted(set(variables))]
    return _line([known["flags"] & ~NOFREE, kept] + [sorted(known["arguments"].items()), known["docstring"]])


def _instructions(part, target, aside, own):
    # A definition's stretch has its jumps and its rows counted from its start.
    facts = instruction_facts(part)
    name = stored_as(target)
    texts = [_line(_unnamed(meaning, name, aside)) for meaning in facts["table"]]
    lines = [texts[row] for row in facts["rows"]]
    if target.kind == "class":
        for at in _class_name(facts, own, target.name):
            lines[at] = _line(_OWN_NAME)
    yield b"".join(lines)
    yield _line(exception_table(part.instructions) if part.kind == "code" else [])


def _class_name(facts, own, name):
    """Yield where `__build_class__` is told the name: the first such text behind the body's code."""
    rows = [facts["table"][row][1:] for row in facts["rows"]]
    if ["code", own] in rows:
        yield rows.index(["const", ["str", name]], rows.index(["code", own]))


def _unnamed(meaning, name, aside):
    """A meaning without the target's own name, where it is what one of the instructions `aside` reads or stores."""
    if meaning[1:2] == ["qualname"]:
        return meaning[:2]
    return [meaning[0], _OWN_NAME] + meaning[3:] if meaning[0] in aside and meaning[2] == name else meaning


def _line(value):
    # `ascii`, since `repr` leaves characters alone that are printable, which newer Unicode has more of.
    return ascii(value).encode("ascii") + b"\n"
