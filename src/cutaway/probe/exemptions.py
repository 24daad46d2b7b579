"""Differences that a user may set aside by name, as changes of a tree: made in both, what is left must be the same.

Knows for each exemption what it takes out of a tree, and what it could hide. Does not know how trees, or what they
are compiled to, are compared.
"""

import ast
import warnings

from .neutral import compile_neutral
from .selection import FUNCTIONS
from .trouble import Trouble

LOCALS = "names-of-locals"
"""Renamed local variables that are no arguments: not a change of the tree, `equivalence.py` pairs them one to one.

Could hide: what `locals()`, `vars()`, `eval`, a debugger, or the message of an UnboundLocalError shows.
"""

_SCOPES = FUNCTIONS + (ast.ClassDef, ast.Module)
_BLANKS = " \t\f"


def exempted(tree, names):
    """Change `tree` by the exemptions of these names, and return it."""
    changes = [EXEMPTIONS[name] for name in names if name != LOCALS]
    if changes:
        _change_statements(tree, changes)
    return tree


def neutral_code(unit, names):
    """The code of a unit's tree without positions and without what these names set aside; made once a unit."""
    trees = tuple(name for name in names if name != LOCALS)

    def make():
        tree = exempted_tree(unit, trees) if trees else unit.tree
        return _quietly(lambda: compile_neutral(tree, unit.filename, unit.optimize))

    return unit.once(("neutral", trees), make)


def exempted_tree(unit, names):
    """A unit's tree without what these names set aside: a fresh one, for the unit's own is kept as it is."""
    return exempted(_quietly(lambda: ast.parse(unit.text, unit.filename)), names)


def _quietly(make):
    """Compile under a filter of our own: what is to be warned of was warned of the first time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make()


def checked(names):
    """The names, in the order in which exemptions are made. Raises Trouble for one that is none."""
    for name in names:
        if name not in EXEMPTIONS:
            raise Trouble("probe", "no exemption is called %r: there are %s" % (name, ", ".join(EXEMPTIONS)))
    return [name for name in EXEMPTIONS if name in names]


def _change_statements(tree, changes):
    pending = [(tree, False)]
    while pending:
        node, in_function = pending.pop()
        if isinstance(node, FUNCTIONS):
            in_function = True
        for change in changes:
            change(node, in_function)
        pending.extend((child, in_function) for child in ast.iter_child_nodes(node))


def _docstring_of(node):
    """The statement that is the docstring of a scope, or None."""
    if not isinstance(node, _SCOPES) or not node.body:
        return None
    first = node.body[0]
    return first if _is_text(first) else None


def _is_text(statement):
    value = getattr(statement, "value", None)
    return isinstance(statement, ast.Expr) and isinstance(value, ast.Constant) and isinstance(value.value, str)


def _clean_docstring(node, _in_function):
    """docstring-whitespace: as `inspect.cleandoc` shows them, and without blanks at the ends of lines.

    Could hide: layout that a program reads from `__doc__` itself (tables, doctests whose expected output ends in
    blanks, command lines' usage texts, grammars as in PLY).
    """
    statement = _docstring_of(node)
    if statement is not None:
        from inspect import cleandoc  # a tenth of the probe's start, for who asks

        lines = cleandoc(statement.value.value).split("\n")
        statement.value.value = "\n".join(line.rstrip(_BLANKS) for line in lines).strip("\n")


def _drop_docstring(node, _in_function):
    """docstrings: as if there were none.

    Could hide: everything that a program makes of `__doc__`: doctests, usage texts, schemes of parsers, ORM comments.
    """
    if _docstring_of(node) is not None:
        _keep_statements(node, "body", node.body[1:], first_is_new=True)


def _drop_annotations(node, in_function):
    """annotations: those of arguments, results and variables, but for those that bind a name or suspend.

    An assignment stays; so does what makes a name local.

    Could hide: what reads them at run time (dataclasses, pydantic, `typing.get_type_hints`, dispatch by type), and
    what evaluating them does.
    """
    if isinstance(node, ast.arg) and node.annotation is not None and not _reaches_out(node.annotation):
        node.annotation = None
    elif isinstance(node, FUNCTIONS) and node.returns is not None and not _reaches_out(node.returns):
        node.returns = None
    _replace_statements(node, lambda one: _unannotated(one, in_function) if isinstance(one, ast.AnnAssign) else one)


def _unannotated(statement, in_function):
    """What of an annotated assignment does something else than annotate, or None."""
    if _reaches_out(statement.annotation):
        return statement
    if statement.value is not None:
        return ast.copy_location(ast.Assign([statement.target], statement.value, None), statement)
    if in_function or not isinstance(statement.target, ast.Name):
        # `x: int` alone makes x a local variable, of a class too, where a function around has an x of its own;
        # `a.x: int` looks at a
        statement.annotation = ast.copy_location(ast.Constant(None, None), statement.annotation)
        return statement
    return None


def _drop_asserts(node, _in_function):
    """asserts: as if there were none, but for those that bind a name or suspend.

    Could hide: checks that a program relies on, and what their conditions do (`assert queue.pop()`).
    """
    _replace_statements(node, lambda one: None if isinstance(one, ast.Assert) and not _reaches_out(one) else one)


def _reaches_out(computed):
    """Does what it computes change the function around it: bind a name, or make it a generator?"""
    kinds = (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await)
    return any(isinstance(node, kinds) for node in ast.walk(computed))


def _replace_statements(node, replace):
    """Replace statements of a node's blocks; `replace` gives another one, the same, or None for none."""
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(node, block, None)
        if not isinstance(statements, list) or not statements:
            continue
        left = [one for one in map(replace, statements) if one is not None]
        _keep_statements(node, block, left, first_is_new=left[:1] != statements[:1])


def _keep_statements(node, block, statements, first_is_new):
    """Leave only these: what cannot be empty is not, and a text that was none becomes no docstring."""
    # Of a `try` without handlers, `finally` is all that there is.
    if (block in ("body", "finalbody") and not statements) or (first_is_new and statements and _is_text(statements[0])):
        nothing = ast.Pass(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
        statements = [nothing] + statements
    setattr(node, block, statements)


EXEMPTIONS = {
    "docstring-whitespace": _clean_docstring,
    "docstrings": _drop_docstring,
    "annotations": _drop_annotations,
    "asserts": _drop_asserts,
    LOCALS: None,
}
