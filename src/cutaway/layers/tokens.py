"""The layer tokens: which tokens came, went or changed.

Knows that a token is its type and its string, and that a NEWLINE, INDENT or DEDENT is its type alone (DECISIONS, 6).
Does not know the grammar that they stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..align import align
from ..align.pairs import Pair, paired
from . import naming
from .counting import NAMED, plural, summarized
from .difference import Change, LayerComparison, Line, Mark, Role, Row, Side, Span
from .rows import Rows, marks_of_pairs
from .values import LIMIT, LIMIT_WHERE_IT_DIFFERS, printable, shorten

NAME = "tokens"

Key = tuple[str, str]

_TYPE_ONLY = frozenset({"NEWLINE", "INDENT", "DEDENT"})
_ROLES: dict[str, Role] = {"NAME": "name", "STRING": "string", "NUMBER": "constant"}
_KIND_WIDTH = 13


class _Tokens(NamedTuple):
    """The tokens of one side; `keys` is what counts of each."""

    side: Side
    kinds: Sequence[str]
    strings: Sequence[str]
    keys: Sequence[Key]

    def place(self, index: int) -> tuple[int, int, int, int]:
        """The token's place, its columns in UTF-8 bytes."""
        line, column, end_line, end_column = self.side.facts["places"][4 * index : 4 * index + 4]
        return line, self._bytes(line, column), end_line, self._bytes(end_line, end_column)

    def _bytes(self, line: int, column: int) -> int:
        # DEDENT and the last NEWLINE may stand on a line after the last
        text = self.side.lines[line - 1] if line <= len(self.side.lines) else ""
        return len(text[:column].encode("utf-8", "surrogatepass"))

    def line(self, index: int, differs: bool = False) -> Line:
        row, column = self.side.facts["places"][4 * index : 4 * index + 2]
        token = _spans(self.kinds[index], self.strings[index], differs)
        return (Span(f"{row:>4},{column:<3} ", "position"), *token)


# Most tokens of a file occur many times; making their spans anew each time took half of the comparison.
@lru_cache(maxsize=4096)
def _spans(kind: str, string: str, differs: bool) -> Line:
    """A token without its place."""
    name = Span(kind, "kind", differs)
    if kind in _TYPE_ONLY:
        return (name,)
    gap = Span(" " * max(1, _KIND_WIDTH - len(kind)))
    text = shorten(printable(string), LIMIT_WHERE_IT_DIFFERS if differs else LIMIT)
    return name, gap, Span(text, _ROLES.get(kind, "punctuation"), differs)


def compare(before: Side, after: Side) -> LayerComparison:
    """Compare the tokens of the target's own part."""
    aside = naming.set_aside(before, after)
    old, new = _tokens(before, aside), _tokens(after, aside)
    notes = naming.note(before, after)
    if old.keys == new.keys:
        moved = before.facts["places"] != after.facts["places"]
        return LayerComparison(NAME, True, notes=notes + (_MOVED if moved else ()))
    alignment = align(old.keys, new.keys)
    pairs = paired(alignment, [kind for kind, _ in old.keys], [kind for kind, _ in new.keys])
    marks = marks_of_pairs(pairs, old.keys, new.keys)
    changes = tuple(_change(old, i, new, j) for (i, j), mark in zip(pairs, marks, strict=True) if mark != "same")
    rows = Rows(marks, lambda index: _row(old, new, pairs[index], marks[index]))
    return LayerComparison(
        NAME,
        False,
        _summary(changes),
        changes=changes,
        rows=rows,
        notes=notes + (_CUT_SHORT if alignment.cut_short else ()),
    )


def listing(side: Side) -> tuple[Line, ...]:
    """One line a token: place, exact type, string."""
    tokens = _tokens(side, aside=False)
    return tuple(tokens.line(index) for index in range(len(tokens.kinds)))


_MOVED = ("positions moved",)
_CUT_SHORT = ("the two are too unlike to be matched up whole: some stretches are shown as replaced",)


def _tokens(side: Side, aside: bool) -> _Tokens:
    names = {int(number): name for number, name in side.facts["names"].items()}
    kinds = [names[number] for number in side.facts["kinds"]]
    strings = side.facts["strings"]
    keys = [(kind, "" if kind in _TYPE_ONLY else string) for kind, string in zip(kinds, strings, strict=True)]
    own = _own_index(side) if aside else None
    if own is not None:
        keys[own] = ("NAME", naming.OWN_NAME)
    return _Tokens(side, kinds, strings, keys)


def _own_index(side: Side) -> int | None:
    place = naming.own_place(side)
    places = side.facts["places"]
    starts = zip(places[::4], places[1::4], strict=True)
    return next((index for index, start in enumerate(starts) if start == place), None)


def _change(old: _Tokens, i: int | None, new: _Tokens, j: int | None) -> Change:
    path = f"token {j}" if i is None else f"token {i}"
    return Change(
        "token",
        path,
        None if i is None else _word(old, i),
        None if j is None else _word(new, j),
        before_at=None if i is None else old.place(i),
        after_at=None if j is None else new.place(j),
    )


def _word(tokens: _Tokens, index: int) -> str:
    kind = tokens.kinds[index]
    return kind if kind in _TYPE_ONLY else tokens.strings[index]


def _row(old: _Tokens, new: _Tokens, pair: Pair, mark: Mark) -> Row:
    i, j = pair
    if j is None:
        assert i is not None
        return Row("removed", old.line(i, differs=True), None)
    if i is None:
        return Row("added", None, new.line(j, differs=True))
    differs = mark != "same"
    return Row(mark, old.line(i, differs), new.line(j, differs))


def _summary(changes: Sequence[Change]) -> str:
    """`+1 token: async` while there are few, their numbers otherwise."""
    if len(changes) > NAMED:
        return summarized(changes, "token")
    parts = [_named("+", [c.after for c in changes if c.before is None])]
    parts.append(_named("-", [c.before for c in changes if c.after is None]))
    parts += [f"{_short(c.before)} became {_short(c.after)}" for c in changes if None not in (c.before, c.after)]
    return "; ".join(part for part in parts if part)


def _named(sign: str, words: Sequence[str]) -> str:
    return f"{sign}{plural(len(words), 'token')}: {' '.join(map(_short, words))}" if words else ""


def _short(word: str) -> str:
    return shorten(printable(word), 24)
