"""Where a definition is made: the code object around it, and the instructions there from its decorators to its name.

Knows that a definition owns its lines, which tells it from one of the same name elsewhere.
Does not know what a layer says of the instructions.
"""

import ast
import types
import warnings
from collections import namedtuple

from . import selection
from .code_units import lines
from .instructions import Instructions
from .unit import Absent

Root = namedtuple("Root", "code start end own")
Root.__doc__ = """What a target is made of: instructions `start` to `end` of `code`, all of it where `start` is None.

`own` is the code object of the target itself.
"""

# The lines that a neutral tree keeps apart: the target from the rest, so that its instructions can be found.
_REST_LINE, _TARGET_LINE, _FIRST_ENCLOSING_LINE = 1, 2, 3

# CO_OPTIMIZED and CO_NEWLOCALS together.
_FUNCTION = 0x1 | 0x2

# What the compiler puts before a module's first statement may carry that statement's line.
_PRELUDE = frozenset(
    {"RESUME", "NOP", "SETUP_ANNOTATIONS", "MAKE_CELL", "COPY_FREE_VARS", "RETURN_GENERATOR", "GEN_START"}
)


def root(unit):
    """The Root of the target in the code as it is."""
    if unit.absent_reason is not None:
        return _whole(unit.own_code)
    module_code = unit.module_code  # What fails to compile says so before what cannot be found in it.
    target = unit.selected
    if target.kind == "module":
        return _whole(module_code)
    steps = [(node.name, selection.first_line_of(node)) for node in target.path]
    return _find(module_code, steps, target.name, range(target.first_line, target.end_line + 1))


def neutral_root(unit):
    """The Root of the target in code that layout cannot touch (DECISIONS, 1)."""
    if unit.absent_reason is not None:
        raise Absent(unit.absent_reason)
    target = unit.selected
    if target.kind == "module":
        return _whole(unit.neutral_code)
    steps = [(node.name, _FIRST_ENCLOSING_LINE + depth) for depth, node in enumerate(target.path)]
    return _find(_compile_marked(unit), steps, target.name, range(_TARGET_LINE, _TARGET_LINE + 1))


def constants_of_code(code):
    """The code objects among a code object's constants."""
    return [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]


def _whole(code):
    return Root(code, None, None, code)


def _find(module_code, steps, name, owned_lines):
    code = module_code
    for step_name, line in steps:
        code = _made_at(code, step_name, line)
    own = _made_at(code, name, owned_lines[0])
    start, end = _slice(Instructions(code, id), name, owned_lines, _outermost(code, own))
    return Root(code, start, end, own)


def _made_at(code, name, line):
    """The code object of that name and first line made in `code`, also inside its type parameters' own code."""
    pending = constants_of_code(code)
    while pending:
        inner = pending.pop(0)
        if inner.co_name == name and inner.co_firstlineno == line:
            return inner
        if is_of_type_parameters(inner):
            pending.extend(constants_of_code(inner))
    raise _never_made(name)


def _outermost(code, own):
    """The constant of `code` that is `own`, or holds it: type parameters have code of their own (PEP 695)."""
    return next(inner for inner in constants_of_code(code) if inner is own or id(own) in _ids_inside(inner))


def _ids_inside(code):
    # By identity: the `==` of code objects compares lines, too.
    pending, found = constants_of_code(code), set()
    while pending:
        inner = pending.pop()
        found.add(id(inner))
        pending.extend(constants_of_code(inner))
    return found


def _slice(instructions, name, owned_lines, constant):
    """The stretch of instructions that makes `constant` and gives it its name."""
    load = _load_of(instructions, name, constant)
    line_of = lines(instructions)
    start = load
    while start > 0 and line_of[start - 1] in owned_lines:
        start -= 1
    while instructions.meaning(start)[0] in _PRELUDE:
        start += 1
    return start, _behind_store(instructions, load, name)


def _load_of(instructions, name, constant):
    """The index of the instruction that loads a code object: 3.8 to 3.11 keep the constant of what they dropped."""
    for i in range(len(instructions.rows)):
        if instructions.meaning(i)[1:] == ["code", id(constant)]:
            return i
    raise _never_made(name)


def _never_made(name):
    return Absent("%s is never made: the compiler dropped the code around it" % name)


def _behind_store(instructions, load, name):
    for i in range(load, len(instructions.rows)):
        opname, *argument = instructions.meaning(i)
        # A private name in a class body is stored mangled: `__f` as `_C__f`.
        if opname.startswith("STORE_") and any(str(word).endswith(name) for word in argument[1:]):
            return i + 1
    return len(instructions.rows)


def _compile_marked(unit):
    """The module compiled from a tree whose only positions are: the target, each definition around it, the rest.

    All nodes of one kind share a line, so nothing that layout decides differs inside the target.
    """
    tree = ast.parse(unit.text, unit.filename)
    around, wanted = _same_nodes(tree, unit.selected)
    line_of = {id(node): _FIRST_ENCLOSING_LINE + depth for depth, node in enumerate(around)}
    line_of.update((id(node), _TARGET_LINE) for node in ast.walk(wanted))
    line_of.update((id(decorator), line_of[id(node)]) for node in around for decorator in node.decorator_list)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line_of.get(id(node), _REST_LINE)
            node.col_offset = node.end_col_offset = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(tree, unit.filename, "exec", dont_inherit=True, optimize=unit.optimize)


def _same_nodes(tree, target):
    """The target and what encloses it, in another parse of the same text."""
    place = (target.node.lineno, target.node.col_offset)
    found = next(one for one in selection.definitions(tree) if (one.node.lineno, one.node.col_offset) == place)
    return found.path, found.node


def qualified(code):
    """Yield every code object inside one, itself first, each with its qualified name."""
    yield code, getattr(code, "co_qualname", code.co_name)
    pending = [(code, "" if code.co_name == "<module>" else code.co_name + separator(code))]
    while pending:
        outer, prefix = pending.pop(0)
        for inner in constants_of_code(outer):
            qualname = getattr(inner, "co_qualname", prefix + inner.co_name)
            yield inner, qualname
            pending.append((inner, qualname + separator(inner)))


def separator(code):
    """What stands between the name of a code object and that of one inside it: functions have locals of their own."""
    return ".<locals>." if is_function(code) else "."


def is_function(code):
    """Whether a code object is a function's, not that of a class or module."""
    return code.co_flags & _FUNCTION == _FUNCTION


def is_of_type_parameters(code):
    """Whether a code object is the one that makes type parameters, and in it what has them (PEP 695)."""
    return code.co_name.startswith("<generic parameters of")
