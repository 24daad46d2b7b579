"""A syntax tree's facts as a tree to be matched up, and its listing with one line a node.

Knows the rows of `probe/ast.py` and how a node reads in one line. Does not know which differences count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import zip_longest
from typing import Any, NamedTuple

from ..align.trees import Child, Matching, Tree
from ..cpython import nodes
from ..cpython.meaning import Meaning
from . import naming
from .columns import four
from .difference import Line, Mark, Role, Row, Side, Span
from .rows import Planned, Rows, made
from .values import LIMIT, LIMIT_WHERE_IT_DIFFERS, printable, shorten, word

_DEEPEST_INDENT = 60

_DEFINITIONS = frozenset({"FunctionDef", "AsyncFunctionDef", "ClassDef"})


class Bare(str):
    """The kind of a node that has neither fields nor place, such as `Load`: a leaf, and no identifier."""

    __slots__ = ()


class Constant(tuple[Any, ...]):
    """A constant as `probe/values.py` encodes it, hashable."""

    __slots__ = ()


class Absent:
    """Stands where a side has nothing, because None is a value that fields do have."""


ABSENT = Absent()


class Syntax(NamedTuple):
    """One side's tree with its places."""

    side: Side
    tree: Tree

    @classmethod
    def of(cls, side: Side, aside: bool) -> Syntax:
        """Build the tree from a side's facts; where names are set aside, the root's has a placeholder."""
        table = side.facts["kinds"]
        names = [name for name, _ in table]
        fields = [tuple(fields) for _, fields in table]
        bare = [Bare(name) for name in names]
        rows = side.facts["nodes"]
        values = [[value if type(value) is str else _value(value, bare) for value in row[1:]] for row in rows]
        root = rows[0][0]
        if aside and names[root] in _DEFINITIONS:
            values[0][fields[root].index("name")] = naming.OWN_NAME
        return cls(side, Tree([names[row[0]] for row in rows], [fields[row[0]] for row in rows], values))

    def rows_equal(self, other: Syntax) -> bool:
        """Whether the trees are equal; row by row is enough, since both sides number their rows the same way."""
        return self.tree.kinds == other.tree.kinds and self.tree.values == other.tree.values

    def place(self, node: int) -> tuple[int | None, ...] | None:
        """(line, column, end line, end column) of a node, None where it has none."""
        at = four(self.side.facts["at"], node)
        return None if at[0] is None else at

    def meaning(self, node: int) -> Meaning | None:
        """What the node's kind means in this side's version."""
        return nodes.meaning(self.tree.kinds[node], self.side.version[:2])


def _value(value: Any, bare: list[Bare]) -> Any:
    kind = type(value)
    if kind is int:
        return Child(value) if value >= 0 else bare[-1 - value]
    if kind is list:
        return [_value(item, bare) for item in value]
    if kind is dict:
        return _frozen(value["value"])
    return value


def _frozen(encoded: Any) -> Any:
    return Constant(_frozen(part) for part in encoded) if isinstance(encoded, list) else encoded


def leaf_word(leaf: Any, limit: int | None = LIMIT) -> str:
    """An identifier, an operator or a constant as text."""
    if isinstance(leaf, Constant):
        return word(leaf, limit)
    if isinstance(leaf, list):
        return f"[{', '.join(leaf_word(item, limit) for item in leaf)}]"
    return shorten(printable(str(leaf)), limit)


Part = tuple[str, str, Role]
"""(field name, text, role): one simple field of a node's line."""


def node_lines(syntax: Syntax) -> Iterator[Line]:
    """The listing of one side."""
    for depth, label, value in _walk(syntax, Child(0), "", 0):
        yield _line(depth, label, *_words(syntax, value))


def _walk(syntax: Syntax, value: Any, label: str, depth: int) -> Iterator[tuple[int, str, Any]]:
    """A subtree in source order: (depth, field it stands in, value)."""
    pending = [(depth, label, value)]
    while pending:
        depth, label, value = pending.pop()
        yield depth, label, value
        if type(value) is Child:
            fields = zip(syntax.tree.fields[value], syntax.tree.values[value], strict=True)
            inner = [(name, held) for name, held in fields if type(held) is Child or type(held) is list]
            below = [(depth + 1, name, item) for name, held in inner for item in _items(held)]
            pending.extend(reversed(below))


def _items(held: Any) -> list[Any]:
    """What of a field's value takes lines of its own: children, and whatever stands among them."""
    if type(held) is Child:
        return [held]
    return held if type(held) is list and any(type(item) is Child for item in held) else []


def _words(syntax: Syntax, value: Any, limit: int = LIMIT) -> tuple[str, list[Part]]:
    """A node's kind and its simple fields; a bare value's text."""
    if type(value) is not Child:
        return leaf_word(value, limit), []
    parts: list[Part] = []
    for name, held in zip(syntax.tree.fields[value], syntax.tree.values[value], strict=True):
        if held is not None and held != [] and type(held) is not Child and not _items(held):
            own = held == naming.OWN_NAME
            text = str(syntax.side.target["name"]) if own else leaf_word(held, limit)
            parts.append((name, text, _role(held)))
    return syntax.tree.kinds[value], parts


def _role(leaf: Any) -> Role:
    if isinstance(leaf, Constant):
        return "string" if leaf[0] in ("str", "bytes") else "constant"
    return "kind" if isinstance(leaf, Bare) else "name"


def _line(depth: int, label: str, kind: str, parts: list[Part], differing: frozenset[str] | None = frozenset()) -> Line:
    """One node's line; `differing` names the fields that differ ("" for the kind), None means all of it."""
    spans = [Span(_indent(depth))] if depth else []
    if label:
        spans.append(Span(f"{label}: ", "field"))
    spans.append(Span(kind, "kind", differing is None or "" in differing))
    for name, text, role in parts:
        differs = differing is None or name in differing
        spans += [Span(f" {name}=", "field"), Span(text, role, differs)]
    return tuple(spans)


def _indent(depth: int) -> str:
    """Two blanks a level; from a level on that no screen shows, the level's number instead of more blanks."""
    return "  " * depth if depth <= _DEEPEST_INDENT else "  " * _DEEPEST_INDENT + f"({depth}) "


def rows_of(old: Syntax, new: Syntax, matching: Matching) -> Rows:
    """Both trees side by side, as they were matched up."""
    return Rows.planned(_plan(old, new, matching))


def _plan(old: Syntax, new: Syntax, matching: Matching) -> Iterator[Planned]:
    pending: list[tuple[int, str, Any, Any]] = [(0, "", Child(0), Child(0))]
    while pending:
        depth, label, i, j = pending.pop()
        if not _are_partners(old, i, new, j):
            yield from _apart(old, i, new, j, depth, label)
        elif type(i) is Child and type(j) is Child and matching.equal(i, j):
            for at in _walk(old, i, label, depth):
                yield "same", partial(_same_row, old, *at)
        else:
            yield made(_row(old, new, depth, label, i, j))
            pending.extend(reversed(_below(old, i, new, j, depth + 1, matching)))


def _same_row(syntax: Syntax, depth: int, label: str, value: Any) -> Row:
    line = _line(depth, label, *_words(syntax, value))
    return Row("same", line, line)


def _are_partners(old: Syntax, i: Any, new: Syntax, j: Any) -> bool:
    if type(i) is Child and type(j) is Child:
        return old.tree.fields[i] == new.tree.fields[j]
    return Child not in (type(i), type(j)) and ABSENT not in (i, j)


def _below(old: Syntax, i: Any, new: Syntax, j: Any, depth: int, matching: Matching) -> list[tuple[int, str, Any, Any]]:
    if type(i) is not Child:
        return []
    below: list[tuple[int, str, Any, Any]] = []
    for number, name in enumerate(old.tree.fields[i]):
        left, right = _items(old.tree.values[i][number]), _items(new.tree.values[j][number])
        pairs = matching.lists.get((i, j, number))
        if pairs is None or not (left and right):
            below.extend((depth, name, a, b) for a, b in zip_longest(left, right, fillvalue=ABSENT))
        else:
            below.extend((depth, name, _at(left, a), _at(right, b)) for a, b in pairs)
    return below


def _at(items: list[Any], index: int | None) -> Any:
    return ABSENT if index is None else items[index]


def _row(old: Syntax, new: Syntax, depth: int, label: str, i: Any, j: Any) -> Row:
    differing = frozenset(_differing(old, i, new, j))
    limit = LIMIT_WHERE_IT_DIFFERS if differing else LIMIT
    (kind, parts), (new_kind, new_parts) = _words(old, i, limit), _words(new, j, limit)
    if not differing and parts == new_parts:
        line = _line(depth, label, kind, parts)
        return Row("same", line, line)
    mark: Mark = "changed" if differing else "same"
    before, after = (kind, parts, differing), (new_kind, new_parts, differing)
    row = Row(mark, _line(depth, label, *before), _line(depth, label, *after))
    return _explained(row, new, j) if "" in differing else row


def _explained(row: Row, syntax: Syntax, value: Any) -> Row:
    """The row with what its node means, where it has a node."""
    found = syntax.meaning(value) if type(value) is Child else None
    return row._replace(meaning=found.text, link=found.link) if found else row


def _differing(old: Syntax, i: Any, new: Syntax, j: Any) -> set[str]:
    """The names of the simple fields that differ, "" for the kind; by value, since the text may be shortened."""
    if type(i) is not Child:
        return {""} if i != j else set()
    kind = {""} if old.tree.kinds[i] != new.tree.kinds[j] else set()
    values = zip(old.tree.fields[i], old.tree.values[i], new.tree.values[j], strict=True)
    return kind | {name for name, left, right in values if not (_items(left) or _items(right)) and left != right}


_At = tuple[int, str, Any]
"""A line of a tree: its depth, the field that it stands in, its value."""


def _apart(old: Syntax, i: Any, new: Syntax, j: Any, depth: int, label: str) -> Iterator[Planned]:
    """Two subtrees that have nothing to do with each other: their first lines beside each other, the rest apart."""
    here = [] if i is ABSENT else list(_walk(old, i, label, depth))
    there = [] if j is ABSENT else list(_walk(new, j, label, depth))
    both = 1 if here and there else 0
    places: list[tuple[_At | None, _At | None]] = list(zip(here[:both], there[:both], strict=True))
    places += [(at, None) for at in here[both:]]
    places += [(None, at) for at in there[both:]]
    for number, (before, after) in enumerate(places):
        mark: Mark = "added" if before is None else "removed" if after is None else "changed"
        # what one subtree is stands beside its first line only
        yield mark, partial(_apart_row, mark, old, before, new, after, explained=number == 0)


def _apart_row(mark: Mark, old: Syntax, before: _At | None, new: Syntax, after: _At | None, *, explained: bool) -> Row:
    row = Row(mark, before and _marked(old, *before), after and _marked(new, *after))
    if not explained:
        return row
    return _explained(row, new, after[2]) if after else _explained(row, old, before[2] if before else ABSENT)


def _marked(syntax: Syntax, depth: int, label: str, value: Any) -> Line:
    return _line(depth, label, *_words(syntax, value), None)
