"""Two trees walked side by side: equal but for positions, equal but for docstrings, or different.

Knows that a statement spelled alike in the same columns has an equal tree, and so is not walked.
Does not know what a difference leads to.
"""

import ast
from operator import attrgetter

from . import values
from .selection import DEFINITIONS

# Fields that hold statements. A `match_case` has no place of its own: what stands in one is walked.
_BLOCKS = ("body", "handlers", "orelse", "finalbody")
_SCOPES = DEFINITIONS + (ast.Module,)


def same_tree(before, after):
    """Whether two trees, or lists of them, are equal but for positions, constants by type and value."""
    pending = [(before, after)]
    while pending:
        one, other = pending.pop()
        kind = type(one)
        if kind is not type(other):
            return False
        fields_of = _FIELDS_OF[kind]
        if fields_of is not None:
            ours, theirs = fields_of(one), fields_of(other)
            # Names are interned, marks such as Load are one object each: at the leaves of a tree, this says it all.
            if ours != theirs or kind in _OF_VALUES:
                # No comprehension: one a node took a sixth of the walk (3.11).
                for pair in zip(ours, theirs):
                    if pair[0] is not pair[1]:
                        pending.append(pair)  # noqa: PERF401
        elif kind is list:
            if len(one) != len(other):
                return False
            pending += zip(one, other)
        elif kind is str:
            if one != other:
                return False
        elif values.encode(one) != values.encode(other):
            return False
    return True


# Of these, fields may be equal that are not the same: `1` and `True`.
_OF_VALUES = frozenset(getattr(ast, name) for name in ("Constant", "MatchSingleton") if hasattr(ast, name))


class _Readers(dict):
    """Kind of node -> what gives the values of some of its fields as a tuple; None for what is no node."""

    def __init__(self, chosen):
        super().__init__()
        self._chosen = chosen

    def __missing__(self, kind):
        self[kind] = made = _reader(list(filter(self._chosen, kind._fields))) if issubclass(kind, ast.AST) else None
        return made


def _reader(fields):
    if not fields:
        return lambda _: ()
    only = attrgetter(*fields)
    return only if len(fields) > 1 else lambda node: (only(node),)


_FIELDS_OF = _Readers(lambda _: True)

# Only of statements, handlers and modules, whose blocks are lists: a lambda's `body` is none.
_BLOCKS_OF = _Readers(_BLOCKS.__contains__)
_BESIDE_BLOCKS_OF = _Readers(lambda name: name not in _BLOCKS)


def changed_docstrings(before, after):
    """The pairs of scopes (module, classes, functions) whose docstrings differ as they are written.

    `before` and `after` are units. None where anything else of their trees differs. Raises what parsing raises.
    """
    spelled_alike = _spelling(before.lines, after.lines)
    changed = []
    pending = [(before.tree, after.tree)]
    while pending:
        one, other = pending.pop()
        kind = type(one)
        if kind is not type(other) or not _same_beside_blocks(one, other):
            return None
        blocks_of = _BLOCKS_OF[kind]
        for ours, theirs in zip(blocks_of(one), blocks_of(other)):
            if len(ours) != len(theirs):
                return None
            for statement, partner in zip(ours, theirs):
                if spelled_alike(statement, partner):
                    # Decorators stand above the place of what they decorate.
                    if type(statement) in DEFINITIONS and not _same_decorators(statement, partner):
                        return None
                elif _BLOCKS_OF[type(statement)](statement):
                    pending.append((statement, partner))
                elif not same_tree(statement, partner):
                    if not (_is_docstring(one, statement) and _is_docstring(other, partner)):
                        return None
                    changed.append((one, other))
    return changed


def _spelling(ours, theirs):
    """What tells whether two statements of these lines are spelled alike, and stand in the same columns."""

    def alike(one, other):
        return (
            one.col_offset == other.col_offset
            and one.end_col_offset == other.end_col_offset
            and ours[one.lineno - 1 : one.end_lineno] == theirs[other.lineno - 1 : other.end_lineno]
        )

    return alike


def _same_beside_blocks(one, other):
    fields_of = _BESIDE_BLOCKS_OF[type(one)]
    return same_tree(list(fields_of(one)), list(fields_of(other)))


def _same_decorators(one, other):
    return same_tree(one.decorator_list, other.decorator_list)


def _is_docstring(scope, statement):
    if type(scope) not in _SCOPES or statement is not scope.body[0] or type(statement) is not ast.Expr:
        return False
    return type(statement.value) is ast.Constant and type(statement.value.value) is str
