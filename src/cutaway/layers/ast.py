"""The layer ast: which nodes and fields of the syntax tree differ, each by its path.

Knows that kinds, fields, and constants by type and value count, and that positions never do.
Does not know how trees are matched up (`align/trees.py`), nor what a node kind means (`cpython/nodes.py`).

A path is relative to the target's own node: `body[0].args.defaults[0].value`; the root itself goes by its name. It is
the place before, except for what only the other side has.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..align.trees import Child, Difference, Path, match
from ..cpython.meaning import Meaning
from . import naming
from .counting import NAMED, PHRASE, summarized
from .difference import Change, LayerComparison, Line, Side
from .syntax import Syntax, leaf_word, node_lines, rows_of
from .values import shorten

NAME = "ast"


def compare(before: Side, after: Side) -> LayerComparison:
    """Compare the trees below the targets' own nodes."""
    aside = naming.set_aside(before, after)
    old, new = Syntax.of(before, aside), Syntax.of(after, aside)
    notes = naming.note(before, after)
    if old.rows_equal(new):
        moved = before.facts["at"] != after.facts["at"]
        return LayerComparison(NAME, True, notes=notes + (_MOVED if moved else ()))
    matching = match(old.tree, new.tree)
    changes = tuple(_change(difference, old, new) for difference in matching.differences)
    rows = rows_of(old, new, matching)
    notes += _CUT_SHORT if matching.cut_short else ()
    return LayerComparison(NAME, False, _summary(changes), changes=changes, rows=rows, notes=notes)


def listing(side: Side) -> tuple[Line, ...]:
    """One line a node, its simple fields inline, its children below it."""
    return tuple(node_lines(Syntax.of(side, aside=False)))


_MOVED = ("positions moved",)
_CUT_SHORT = ("some lists are too unlike to be matched up whole: parts of them are shown as replaced",)


def _change(difference: Difference, old: Syntax, new: Syntax) -> Change:
    path = difference.after_path if difference.before_path is None else difference.before_path
    here, there = difference.before_path is not None, difference.after_path is not None
    explained = _meaning(difference, old, new)
    return Change(
        "field" if difference.what == "value" else "node",
        _path_text(path or (), old.side),
        _value(old, difference.before) if here else None,
        _value(new, difference.after) if there else None,
        name=_field_name(path or ()),
        meaning=explained.text if explained else "",
        link=explained.link if explained else "",
        before_at=_place(old, difference.before, difference.before_holder) if here else None,
        after_at=_place(new, difference.after, difference.after_holder) if there else None,
    )


def _meaning(difference: Difference, old: Syntax, new: Syntax) -> Meaning | None:
    """What the node is that came, or that another became; else what the one is that went, or whose field differs."""
    if isinstance(difference.after, Child):
        return new.meaning(difference.after)
    return old.meaning(difference.before if isinstance(difference.before, Child) else difference.before_holder)


def _path_text(path: Path, side: Side) -> str:
    if not path:
        return str(side.target.get("name") or "")
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _field_name(path: Path) -> str | None:
    return next((part for part in reversed(path) if isinstance(part, str)), None)


def _value(syntax: Syntax, value: object) -> object:
    """A change's value as JSON: a node by its kind, an identifier as it is, a constant as Python would write it."""
    if isinstance(value, Child):
        return syntax.tree.kinds[value]
    return None if value is None else leaf_word(value, limit=None)


def _place(syntax: Syntax, value: object, holder: int) -> tuple[int | None, ...] | None:
    return syntax.place(value if isinstance(value, Child) else holder)


def _summary(changes: Sequence[Change]) -> str:
    """`FunctionDef became AsyncFunctionDef` while there are few, their numbers otherwise."""
    if len(changes) > NAMED:
        return summarized(changes, "place")
    return "; ".join(shorten(_words(change), PHRASE) for change in changes)


def _words(change: Change) -> str:
    name = f"{change.name} " if change.kind == "field" else ""
    if change.before is None:
        return f"+{name}{change.after}"
    if change.after is None:
        return f"-{name}{change.before}"
    return f"{name}{change.before} became {change.after}"
