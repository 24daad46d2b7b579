"""What two trees that are equal but for positions and docstrings say of their code, with one of them compiled.

Knows that equal trees compile to the same code but for layout (DECISIONS, 1), and what a docstring is compiled to.
Does not know trees that differ in anything else, nor layers above code.
"""

import ast
import opcode
from types import CodeType

from . import code_units, exemptions, selection
from .definition import constants_of_code
from .stripping import same_stripped
from .tree_difference import changed_docstrings

_LOAD_CONST = opcode.opmap["LOAD_CONST"]


def differing_layers(before, after, allow=()):
    """The deepest layer of code in which two units differ, as a set: empty, {"code"} or {"bytecode"}.

    `allow` names exemptions: where nothing but docstrings differs, they leave nothing else that does. None where the
    trees differ in more than docstrings, or a definition with another docstring may never be made.
    Raises what parsing and compiling raise.
    """
    module_code = before.module_code
    changed = before.once("changed docstrings", lambda: changed_docstrings(before, after))
    if changed is None:
        return None
    # A class body and a module store theirs by instruction; a function keeps it beside its instructions.
    stored = [pair for pair in changed if not isinstance(pair[0], selection.FUNCTIONS)]
    kept = [pair for pair in changed if isinstance(pair[0], selection.FUNCTIONS)]
    for layer, pairs in (("bytecode", stored), ("code", kept)):
        scope = next((one for one, other in pairs if not _same_docstring(one, other, before.optimize, allow)), None)
        if scope is not None:
            return frozenset({layer}) if _is_made(scope, module_code) else None
    return frozenset()


def same_trees(before, after):
    """Whether the trees of two units are equal but for positions."""
    return before.once("changed docstrings", lambda: changed_docstrings(before, after)) == []


def moved(before, after):
    """Whether a definition of the module certainly starts on another line; the trees of both units are equal."""
    made = {(code.co_name, code.co_firstlineno) for code in constants_of_code(before.module_code)}
    for one, other in zip(before.tree.body, after.tree.body):
        if isinstance(one, selection.DEFINITIONS):
            line = selection.first_line_of(one)
            if line != selection.first_line_of(other) and (one.name, line) in made:
                return True
    return False


def _same_docstring(one, other, optimize, allow):
    """Whether the docstrings of two scopes are the same once compiled: 3.13 and later strip them, `-OO` drops them."""
    return same_stripped(*(_only_docstring(scope, optimize, allow) for scope in (one, other)))


def _only_docstring(scope, optimize, allow):
    """A module that has a scope's docstring, compiled without what `allow` sets aside."""
    docstring = ast.Expr(ast.Constant(scope.body[0].value.value, None))
    module = exemptions.exempted(ast.Module([docstring], []), allow)
    return compile(ast.fix_missing_locations(module), "docstring", "exec", dont_inherit=True, optimize=optimize)


def _is_made(scope, code):
    """Whether a scope's code is certainly made: each code object around it is loaded by an instruction, too."""
    if isinstance(scope, ast.Module):
        return True
    line = selection.first_line_of(scope)
    while code is not None and (code.co_name, code.co_firstlineno) != (scope.name, line):
        above = [inner for inner in _loaded(code) if inner.co_firstlineno <= line and not _is_nameless(inner)]
        code = max(above, key=lambda inner: inner.co_firstlineno, default=None)
    return code is not None


def _is_nameless(code):
    """Whether a code object is a lambda's or such: no definition stands in it, but in type parameters (PEP 695)."""
    return code.co_name.startswith("<") and not code.co_name.startswith("<generic parameters of")


def _loaded(code):
    # 3.8 to 3.11 keep the constants of what the compiler dropped.
    keys = frozenset(code_units.CodeUnits(code).keys)
    return [
        constant
        for number, constant in enumerate(code.co_consts)
        if type(constant) is CodeType and _LOAD_CONST | number << 8 in keys
    ]
