"""Answers the operation `fingerprint`: a hash of the canonical form of a source, at the layer code or ast.

Knows what counts at these layers, as `layers/code.py`, `layers/bytecode.py` and `layers/ast.py` have it.
Does not compare: equal sources have equal fingerprints, whatever else they are.

A fingerprint is `cutaway1-FORM:` and a SHA-256 in hex. FORM says what was hashed: `code`, what the tree compiles to
without positions (DECISIONS, 1), on this version; `object`, a code object without a text (`object_form.py`); `ast`, the
tree (`tree_form.py`), which other versions hash alike.
"""

import hashlib
from importlib._bootstrap_external import MAGIC_NUMBER

from . import parts
from .bytecode import instruction_facts
from .capture import unit_of
from .code import attributes
from .code_units import exception_table
from .object_form import object_form
from .stripping import NOFREE
from .tree_form import tree_form
from .trouble import Trouble
from .unit import Absent

FORMAT = "cutaway1"
_OWN_NAME = "\0own name"


def fingerprint(request):
    """Answer a `fingerprint` request (ARCHITECTURE.md, "A repository's changes"). Raises Trouble."""
    optimize = request.get("optimize")
    unit = unit_of(request["source"], -1 if optimize is None else optimize)
    return {"fingerprint": of_unit(unit, request["layer"])}


def of_unit(unit, layer):
    """The fingerprint of a unit. Raises Trouble where it does not compile, or has no tree to be hashed."""
    try:
        if layer == "ast":
            return _hashed("ast", tree_form(unit.selected.node or unit.tree))
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
    """The fingerprint of a code object without a text, and of what its function takes by default."""
    return _hashed("object", object_form(code, defaults))


def _hashed(form, pieces):
    made = hashlib.sha256(b"" if form == "ast" else MAGIC_NUMBER)
    for piece in pieces:
        made.update(piece)
    return "%s-%s:%s" % (FORMAT, form, made.hexdigest())


def _code_form(unit):
    """What the layers code and bytecode compare of each part, in the order in which parts are made."""
    made = parts.neutral(unit)
    around = _around(made)
    for number, part in enumerate(made):
        # Two sides may name their targets differently: the name is set aside in it and in what defines it.
        aside = unit.selected.name if number in around else None
        yield _line([part.kind, part.parent, _unnamed(part.code.co_name, aside)])
        if part.kind == "code":
            yield _attributes(part)
        yield from _instructions(part, aside)


def _around(made):
    """The parts that the target's own code is made in, itself among them."""
    number, around = made.own, set()
    while number is not None:
        around.add(number)
        number = made[number].parent
    return around


def _attributes(part):
    known = attributes(part)
    variables = known["arguments"]["names"] + known["free"] + known["variables"]
    kept = [(name, name in known["cells"], name in known["free"]) for name in sorted(set(variables))]
    return _line([known["flags"] & ~NOFREE, kept] + [sorted(known["arguments"].items()), known["docstring"]])


def _instructions(part, aside):
    # A definition's stretch has its jumps and its rows counted from its start.
    facts = instruction_facts(part)
    texts = [_line(_meaning(meaning, aside)) for meaning in facts["table"]]
    yield b"".join([texts[row] for row in facts["rows"]])
    yield _line(exception_table(part.instructions) if part.kind == "code" else [])


def _meaning(meaning, aside):
    if meaning[1:2] == ["qualname"]:
        return meaning[:2]
    return [_unnamed(word, aside) for word in meaning]


def _unnamed(word, aside):
    return _OWN_NAME if aside is not None and word in (aside, ["str", aside]) else word


def _line(value):
    # `ascii`, since `repr` leaves characters alone that are printable, which newer Unicode has more of.
    return ascii(value).encode("ascii") + b"\n"
