"""What differs around a target: the names that the two modules bind otherwise, the target itself left out.

Knows statements of a module and the names that they bind. Does not know whether the target uses any of them.
"""

import ast
import warnings

from ..selection import DEFINITIONS
from ..tree_form import tree_form

NAMELESS = ""
"""Stands among names for statements that bind none."""

# What binds names of its own.
_SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def differing(before_unit, after_unit):
    """Return the names that stand for something else in the other module, in order; None where nothing is around.

    A class or function around the target is compared without it.
    """
    if "module" in (before_unit.selected.kind, after_unit.selected.kind):
        return None
    ours, theirs = _bound(before_unit), _bound(after_unit)
    return [name for name in dict.fromkeys(list(ours) + list(theirs)) if ours.get(name) != theirs.get(name)]


def _bound(unit):
    """Name -> the forms of the statements that bind it in the module of a unit."""
    found = {}
    for statement in _without_target(unit).body:
        form = b"".join(tree_form(statement))
        for name in dict.fromkeys(_names(statement)) or (NAMELESS,):
            found.setdefault(name, []).append(form)
    return found


def _without_target(unit):
    """The tree of a unit, parsed anew, with nothing where the target was."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(unit.text, unit.filename)
    target = unit.selected.node
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                block[:] = [one for one in block if not _is_at(one, target)]
    return tree


def _is_at(node, target):
    return isinstance(node, DEFINITIONS) and (node.lineno, node.col_offset) == (target.lineno, target.col_offset)


def _names(statement):
    """Yield the names that a statement binds, or of what it changes, inner scopes left out."""
    pending = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, DEFINITIONS):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0]
        elif not isinstance(node, _SCOPES):
            if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
                yield from _owner(node)
            pending.extend(reversed(list(ast.iter_child_nodes(node))))


def _owner(node):
    """Yield the name that is bound, or that of the object whose attribute or item is."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
