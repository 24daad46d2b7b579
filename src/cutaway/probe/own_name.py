"""Where a target's own name is set aside: two sides may name their targets differently and mean the same.

The rule, of trees and of code: the name that the definition gives, and in the body of a function of the module the
name by which it reads itself, where nothing in the function binds that name. Never an attribute, a keyword or a text.
Does not know how a tree or code is hashed.
"""

import ast

from .selection import FUNCTIONS

# Fields with a word that is no variable.
_NO_VARIABLES = frozenset((("Attribute", "attr"), ("keyword", "arg"), ("Constant", "value"), ("Constant", "kind")))


def own_reads(target):
    """The ids of the Name nodes by which a function of the module reads itself."""
    node = target.node
    if not isinstance(node, FUNCTIONS) or target.path:
        return frozenset()
    inside = [one for child in ast.iter_child_nodes(node) for one in ast.walk(child)]
    if any(node.name in _bound_by(one) for one in inside):
        return frozenset()
    body = [one for statement in node.body for one in ast.walk(statement)]
    return frozenset(id(one) for one in body if isinstance(one, ast.Name) and one.id == node.name)


def stored_as(target):
    """The name that the definition stores: a private one has that of the class around it, too."""
    classes = [node.name.lstrip("_") for node in target.path if isinstance(node, ast.ClassDef)]
    is_private = target.kind != "module" and target.name.startswith("__") and not target.name.endswith("__")
    return "_" + classes[-1] + target.name if is_private and classes and classes[-1] else target.name


def _bound_by(node):
    """The words of a node that may be a variable's, but for one that is only read."""
    if isinstance(node, ast.Name):
        return () if isinstance(node.ctx, ast.Load) else (node.id,)
    if isinstance(node, ast.alias):
        return ((node.asname or node.name).partition(".")[0],)
    words = []
    for field, value in ast.iter_fields(node):
        if (type(node).__name__, field) not in _NO_VARIABLES:
            words += value if isinstance(value, list) else [value]
    return words
