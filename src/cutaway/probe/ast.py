"""The layer ast: the target's syntax tree as flat rows, so that no depth of nesting can stop it.

Knows nodes and their fields as this interpreter's `ast` has them. Does not know which differences count.

Facts: `{"kinds": [[name, [field names]], ...], "nodes": [row, ...], "at": column}`. A row is a kind's number, then one
value for each of its fields; the root is row 0, and a child's row comes after its parent's. `at` is a column of four
numbers a row: line, column, end line, end column as `ast` has them (columns in UTF-8 bytes), or `NOTHING` four times.

A value is null, a string (an identifier), a number from 0 (the row of a child), a number below 0 (`-1 - kind`: a child
that has neither fields nor place, such as `Load` or `Add`), a list of these, or `{"value": encoded}` for a constant,
encoded as in `values.py`.
"""

import ast
from operator import attrgetter

from .columns import NOTHING, flat_column
from .values import encode

_NOWHERE = (NOTHING, NOTHING, NOTHING, NOTHING)
_PLACE = attrgetter("lineno", "col_offset", "end_lineno", "end_col_offset")

# The fields that the grammar (Parser/Python.asdl) calls constants: None in them is a value, a string no identifier.
_CONSTANTS = {"Constant": "value", "MatchSingleton": "value", "Interpolation": "str"}


def read(unit):
    """Return the facts of the layer."""
    target = unit.target
    # a file that does not parse has no target node: asking for the tree raises its SyntaxError here
    return flat(target.node or unit.tree)


def flat(root):
    """Return the tree below `root` as facts."""
    kinds = _Kinds()
    queue = [root]
    nodes = []
    places = []
    for node in queue:
        number, values_of, has_place, _ = kinds[type(node)]
        row = [number]
        row.extend([_flat_value(value, queue, kinds) for value in values_of(node)])
        nodes.append(row)
        places.append(_PLACE(node) if has_place else _NOWHERE)
    return {"kinds": kinds.table, "nodes": nodes, "at": flat_column(places)}


def _flat_value(value, queue, kinds):
    kind = type(value)
    if kind is str or value is None or kind is dict:
        return value
    if kind is list:
        return [_flat_value(item, queue, kinds) for item in value] if value else value
    if not isinstance(value, ast.AST):
        return {"value": encode(value)}
    number, _, _, is_bare = kinds[kind]
    if is_bare:
        return -1 - number
    queue.append(value)
    return len(queue) - 1


class _Kinds(dict):
    """Node kinds numbered as they are met: number, quickest way to the field values, whether placed, whether bare."""

    def __init__(self):
        super().__init__()
        self.table = []

    def __missing__(self, kind):
        is_bare = not kind._fields and not kind._attributes
        known = self[kind] = (len(self.table), _reader_of(kind), "lineno" in kind._attributes, is_bare)
        self.table.append([kind.__name__, list(kind._fields)])
        return known


def _reader_of(kind):
    """Return a function from a node of that kind to the tuple of its field values, constants encoded."""
    fields = kind._fields
    if kind.__name__ in _CONSTANTS:
        return _reader_with_constant(fields, fields.index(_CONSTANTS[kind.__name__]))
    if not fields:
        return lambda node: ()
    if len(fields) == 1:
        only = attrgetter(fields[0])
        return lambda node: (only(node),)
    return attrgetter(*fields)


def _reader_with_constant(fields, constant):
    def values_of(node):
        values = [getattr(node, field) for field in fields]
        values[constant] = {"value": encode(values[constant])}
        return values

    return values_of
