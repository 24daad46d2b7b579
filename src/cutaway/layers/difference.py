"""What a layer says about two sides: changes, aligned rows, and whether they are the same.

Knows lines as spans of text with roles, and nothing of any one layer.
Does not know colors, widths or formats: `report` decides those last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from ..cpython.meaning import Site as Site  # noqa: PLC0414  (a part of Change, for whoever makes one)

Role = Literal[
    "plain",
    "number",
    "label",
    "opname",
    "keyword",
    "name",
    "constant",
    "string",
    "comment",
    "punctuation",
    "kind",
    "field",
    "flag",
    "position",
    "note",
    "heading",
    "error",
    "output",
]
"""What a span of text is; a terminal or a page chooses how it looks."""

Mark = Literal["same", "changed", "added", "removed", "moved", "heading", "note"]
"""How a row's two sides relate. `moved`: only layout changed it, never counted. `heading` and `note` span both."""


class Span(NamedTuple):
    """A piece of a line: its text, its role, and whether it is the very part that differs."""

    text: str
    role: Role = "plain"
    differs: bool = False


Line = tuple[Span, ...]


class Row(NamedTuple):
    """One aligned row: a line on each side, None where a side has nothing there.

    A `heading` or `note` row has its text in `before` and None in `after`. `meaning` says in one line what the
    thing that differs is, with `link` to the documentation of that version.
    """

    mark: Mark
    before: Line | None
    after: Line | None
    meaning: str = ""
    link: str = ""


class Fold(NamedTuple):
    """Rows that are left out of a listing: how many do not differ, were only moved, or differ beyond what is shown."""

    same: int
    moved: int = 0
    differing: int = 0
    mark: Literal["fold"] = "fold"


class Change(NamedTuple):
    """One difference that counts.

    `kind` is the layer's own word (`flag`, `node`, `field`, `token`, `instruction`, ...), `path` names the place in the
    layer's terms (`body[0].args.defaults[0]`, `hello_world.co_flags`), `before` and `after` are JSON values, None where
    a side has nothing. `name` names a flag, a channel, an attribute or a field, `value` is a flag's number. `meaning`
    says in one line what it is, with `link` to the documentation of that version. `sites` are the places in CPython's
    own source where it comes about, empty where not known. `before_at` and `after_at` are (line, column, end line,
    end column) in the sources, lines from 1, columns in UTF-8 bytes from 0, None where unknown.
    """

    kind: str
    path: str
    before: Any = None
    after: Any = None
    name: str | None = None
    value: int | None = None
    meaning: str = ""
    link: str = ""
    sites: tuple[Site, ...] = ()
    before_at: tuple[int | None, ...] | None = None
    after_at: tuple[int | None, ...] | None = None


class LayerComparison(NamedTuple):
    """One layer of two sides: same (None where it was not asked for or could not be had, with `reason`).

    `summary` is the depth gauge's few words. `notes` are sentences that do not count: what only layout moved, what was
    masked, that a listing was cut short. `rows` may be made one by one as they are asked for (`layers/rows.py`); folds
    are only in what was saved.
    """

    layer: str
    same: bool | None
    summary: str = ""
    reason: str = ""
    changes: tuple[Change, ...] = ()
    rows: Sequence[Row | Fold] = ()
    notes: tuple[str, ...] = ()


class Options(NamedTuple):
    """What a listing shows beside its facts; the names are those of `dis`."""

    show_caches: bool = False
    show_offsets: bool = False
    show_positions: bool = False


class Side(NamedTuple):
    """One side of a layer: the facts that the probe's file of that layer read, and what stands around them.

    `facts` has the shape that `probe/<layer>.py` documents. `target` is the capture's account of the target:
    `kind` (module, function, class), `name`, `qualname`, `line`, `name_at` [line, column, end column] in characters
    of the definition's name, None for a module. `version` is (major, minor, micro). `lines` is the decoded source,
    without line ends, of the whole file, empty where there is none.
    """

    facts: Mapping[str, Any]
    target: Mapping[str, Any]
    version: tuple[int, int, int]
    lines: tuple[str, ...] = ()
    options: Options = Options()
