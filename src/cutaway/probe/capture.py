"""Sources to captures: every layer that was asked for, or why it is not there.

Knows that a SyntaxError is an answer, and running out of memory or recursion is none (DECISIONS, 9).
Does not know what a layer holds, nor who asks.
"""

import base64
import tokenize

from . import edits
from .compiled import PycUnit
from .readers import READERS
from .trouble import Trouble
from .unit import Absent, Unit


def capture(request):
    """Answer a `capture` request (ARCHITECTURE.md, "The probe's protocol"). Raises Trouble."""
    optimize = request.get("optimize")
    units = [unit_of(source, -1 if optimize is None else optimize) for source in request["sources"]]
    return capture_units(units, request["layers"])


def capture_units(units, layers):
    """Read `layers` of each unit; of two, also what tells them apart."""
    captures = [capture_one(unit, layers) for unit in units]
    if len(units) == 2:
        _refine(units, captures, layers)
    return {"captures": captures}


def unit_of(source, optimize):
    """The unit for one source of a request, edited if that was asked."""
    content = source["content"]
    if not isinstance(content, bytes):  # an attachment comes as it is
        content = base64.b64decode(content)
    filename, select = source["filename"], source.get("select")
    if source.get("kind") == "pyc":
        return PycUnit(content, filename, select)
    unit = Unit(content, filename, select, optimize)
    if source.get("edit"):
        unit = _edited(unit, source["edit"], optimize)
    return unit


def capture_one(unit, layers):
    """Read `layers` of one unit."""
    lines, target = _ground(unit)
    return {
        "lines": lines,
        "target": target,
        "edited": None if unit.edited is None else base64.b64encode(unit.edited).decode("ascii"),
        "layers": {layer: _read(unit, layer) for layer in layers},
        "warnings": _first_warnings(unit.warnings),
    }


def _edited(unit, edit, optimize):
    target = _editable(unit)
    content = edits.edited_bytes(unit, edit)
    # By name and line, so that one of several definitions of a name stays the one that was chosen.
    select = {"qualname": target.qualname, "line": target.line}
    changed = Unit(content, unit.filename, select, optimize)
    changed.edited = content
    return changed


def _editable(unit):
    try:
        return unit.selected
    except SyntaxError as error:
        place = "line %s: " % error.lineno if error.lineno else ""
        raise Trouble("target", "%s: does not parse: %s%s" % (unit.filename, place, error.msg)) from None


def _ground(unit):
    """Lines and target, or Trouble: what must be there before any layer can be."""
    try:
        lines = unit.lines
    except Absent:
        lines = []
    target = unit.target
    known = {field: getattr(target, field) for field in ("kind", "name", "qualname", "line", "end_line", "name_at")}
    known["is_async"] = target.is_async
    return lines, known


def _read(unit, layer):
    try:
        return {"facts": READERS[layer].read(unit)}
    except Absent as absent:
        return {"absent": str(absent)}
    except SyntaxError as error:
        return {"error": _syntax_error(error)}
    except tokenize.TokenError as error:
        return {"error": _token_error(error)}
    except ValueError as error:
        # compile() of a text says so for what it cannot take: a lone surrogate, an integer literal beyond the limit.
        return {"error": _error("ValueError", str(error))}
    except MemoryError:
        raise Trouble("probe", "%s: too large or too deeply nested for %s" % (unit.filename, layer)) from None
    except RecursionError:
        raise Trouble("probe", "%s: too deeply nested for %s" % (unit.filename, layer)) from None


def _syntax_error(error):
    end_column = getattr(error, "end_offset", None)  # 3.10 and later say where it ends, too
    text = None if error.text is None else error.text.rstrip("\n")
    return _error(type(error).__name__, str(error.msg), error.lineno, error.offset, end_column, text)


def _token_error(error):
    message, (line, column) = error.args[0], error.args[1]
    return _error("TokenError", message, line, column + 1)


def _error(kind, message, line=None, column=None, end_column=None, text=None):
    return {
        "type": kind,
        "message": message,
        "line": line,
        "column": column,
        "end_column": end_column,
        "text": text,
    }


def _first_warnings(warnings):
    """Each warning once, at the layer that raised it first: parsing and compiling both raise most."""
    seen, first = set(), []
    for warning in warnings:
        key = (warning["category"], warning["message"], warning["line"])
        if key not in seen:
            seen.add(key)
            first.append(warning)
    return first


def _refine(units, captures, layers):
    for layer in layers:
        refine = getattr(READERS[layer], "refine", None)
        facts = [captured["layers"][layer].get("facts") for captured in captures]
        if refine is not None and None not in facts:
            try:
                refine(units[0], facts[0], units[1], facts[1])
            except (MemoryError, RecursionError):
                raise Trouble("probe", "%s: too deeply nested for %s" % (units[0].filename, layer)) from None
