"""The layer symbols: which names are what, block by block.

Knows blocks paired by path and order, and a symbol's properties by name.
Does not know how a scope is carried out: that is the code's part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ..align import align
from ..align.pairs import Pair
from . import naming
from .counting import NAMED, summarized
from .difference import Change, LayerComparison, Line, Mark, Row, Side, Span
from .rows import Planned, Rows, made
from .values import printable

NAME = "symbols"

Path = tuple[tuple[str, str], ...]
"""(type, name) of each block from an outermost one to this one."""

# What the compiler itself puts into the block of annotations (PEP 649, 3.14): beside it, such a block is empty.
_OWN_TO_ANNOTATIONS = frozenset({".format", "__classdict__"})


class _Block(NamedTuple):
    """One block: where it stands, and the properties of its symbols."""

    path: Path
    shown: str
    line: int
    nested: bool
    symbols: Mapping[str, frozenset[str]]

    @property
    def kind(self) -> str:
        return self.path[-1][0]

    @property
    def title(self) -> str:
        return f"{self.kind} {self.shown}"

    @property
    def place(self) -> tuple[int, None, None, None]:
        return self.line, None, None, None

    @property
    def content(self) -> tuple[bool, frozenset[tuple[str, frozenset[str]]]]:
        return self.nested, frozenset(self.symbols.items())


def compare(before: Side, after: Side) -> LayerComparison:
    """Compare the blocks of the target's own part and the symbols in them."""
    aside = naming.set_aside(before, after)
    old, new = _blocks(before, aside), _blocks(after, aside)
    pairs = _paired(old, new)
    changes = tuple(change for i, j in pairs for change in _block_changes(_at(old, i), _at(new, j)))
    rows = Rows.planned(row for i, j in pairs for row in _block_rows(_at(old, i), _at(new, j))) if changes else ()
    return LayerComparison(
        NAME, not changes, _summary(changes), changes=changes, rows=rows, notes=naming.note(before, after)
    )


def listing(side: Side) -> tuple[Line, ...]:
    """Each block's heading, then one line a symbol."""
    return tuple(line for block in _blocks(side, aside=False) for line in _block_lines(block))


def _blocks(side: Side, aside: bool) -> list[_Block]:
    """The side's blocks in source order, without the empty ones that 3.14 and later puts beside every function."""
    rows = side.facts["blocks"]
    own = side.target.get("name") if aside else None
    paths: list[Path] = []
    names: list[tuple[str, ...]] = []
    blocks: list[_Block] = []
    for kind, name, line, parent, nested, symbols in rows:
        # A generic function's block stands inside that of its type parameters, which has the same name.
        is_own = name == own and all(part[1] == naming.OWN_NAME for part in (paths[parent] if parent >= 0 else ()))
        enclosing = paths[parent] if parent >= 0 else ()
        paths.append((*enclosing, (kind, naming.OWN_NAME if is_own else name)))
        names.append((*(names[parent] if parent >= 0 else ()), name))
        if kind == "annotation" and _OWN_TO_ANNOTATIONS.issuperset(symbols):
            continue
        blocks.append(_Block(paths[-1], ".".join(names[-1]), line, bool(nested), _symbols(side, symbols)))
    return blocks


def _symbols(side: Side, masks: Mapping[str, int]) -> Mapping[str, frozenset[str]]:
    properties = side.facts["properties"]
    return {
        name: frozenset(question for bit, question in enumerate(properties) if mask >> bit & 1)
        for name, mask in masks.items()
    }


def _at(blocks: Sequence[_Block], index: int | None) -> _Block | None:
    return None if index is None else blocks[index]


def _paired(old: Sequence[_Block], new: Sequence[_Block]) -> list[Pair]:
    """Blocks of one path beside each other: first those with equal symbols, in order, then the rest by order."""
    partners: dict[int, int] = {}
    old_places, new_places = _places(old), _places(new)
    for path, here in old_places.items():
        there = new_places.get(path, [])
        for _, i1, i2, j1, j2 in align([old[i].content for i in here], [new[j].content for j in there]).blocks:
            partners.update(zip(here[i1:i2], there[j1:j2], strict=False))
    return list(_in_order(partners, len(old), len(new)))


def _places(blocks: Sequence[_Block]) -> dict[Path, list[int]]:
    places: dict[Path, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        places[block.path].append(index)
    return places


def _in_order(partners: Mapping[int, int], n: int, m: int) -> Iterator[Pair]:
    """Each pair once, where it stands before; what only `after` has, where it stands there."""
    taken = set(partners.values())
    done = 0
    for i in range(n):
        j = partners.get(i)
        if j is not None and j >= done:
            yield from ((None, lonely) for lonely in range(done, j) if lonely not in taken)
            done = j + 1
        yield i, j
    yield from ((None, lonely) for lonely in range(done, m) if lonely not in taken)


def _block_changes(old: _Block | None, new: _Block | None) -> Iterator[Change]:
    if old is None:
        assert new is not None
        yield Change("block", new.shown, None, new.title, after_at=new.place)
        return
    if new is None:
        yield Change("block", old.shown, old.title, None, before_at=old.place)
        return
    if old.nested != new.nested:
        yield Change("property", old.shown, old.nested, new.nested, name="is_nested")
    for name in _names(old, new):
        yield from _symbol_changes(old, new, name)


def _names(old: _Block, new: _Block) -> list[str]:
    """The symbols of both sides; in order of name, so that the order in which they were met does not count."""
    return sorted({*old.symbols, *new.symbols})


def _symbol_changes(old: _Block, new: _Block, name: str) -> Iterator[Change]:
    path = f"{old.shown}.{name}"
    here, there = old.symbols.get(name), new.symbols.get(name)
    if here is None or there is None:
        yield Change("symbol", path, _properties(here), _properties(there), name=name)
        return
    for question in sorted(here ^ there):
        yield Change("property", path, question in here, question in there, name=question)


def _properties(found: frozenset[str] | None) -> list[str] | None:
    return None if found is None else sorted(found)


def _block_rows(old: _Block | None, new: _Block | None) -> Iterator[Planned]:
    if old is None or new is None:
        for line in _block_lines(old or new):
            marked = tuple(Span(span.text, span.role, differs=True) for span in line)
            yield made(Row("added", None, marked) if old is None else Row("removed", marked, None))
        return
    mark: bool = old.nested != new.nested
    yield made(Row("changed" if mark else "same", _heading(old, mark), _heading(new, mark)))
    for name in _names(old, new):
        here, there = old.symbols.get(name), new.symbols.get(name)
        yield _symbol_mark(here, there), partial(_symbol_row, name, here, there)


def _symbol_mark(here: frozenset[str] | None, there: frozenset[str] | None) -> Mark:
    if here is None:
        return "added"
    if there is None:
        return "removed"
    return "same" if here == there else "changed"


def _symbol_row(name: str, here: frozenset[str] | None, there: frozenset[str] | None) -> Row:
    if here is None:
        return Row("added", None, _symbol_line(name, there or frozenset(), None))
    if there is None:
        return Row("removed", _symbol_line(name, here, None), None)
    if here == there:
        line = _symbol_line(name, here, frozenset())
        return Row("same", line, line)
    return Row("changed", _symbol_line(name, here, here - there), _symbol_line(name, there, there - here))


def _block_lines(block: _Block | None) -> Iterator[Line]:
    assert block is not None
    yield _heading(block)
    for name in sorted(block.symbols):
        yield _symbol_line(name, block.symbols[name], frozenset())


def _heading(block: _Block, differs: bool = False) -> Line:
    nested = (Span(" nested", "flag", differs),) if block.nested else ()
    return (Span(f"{block.kind} ", "kind"), Span(printable(block.shown), "name"), *nested)


def _symbol_line(name: str, properties: frozenset[str], differing: frozenset[str] | None) -> Line:
    """A symbol and what it is; `differing` are the properties that only this side has, None means all of the line."""
    spans = [Span("  "), Span(printable(name), "name", differing is None), Span(":")]
    for question in sorted(properties):
        differs = differing is None or question in differing
        spans += [Span(" "), Span(question.removeprefix("is_"), "flag", differs)]
    return tuple(spans)


def _summary(changes: Sequence[Change]) -> str:
    if len(changes) > NAMED:
        return summarized(changes, "symbol")
    return "; ".join(map(_words, changes))


def _words(change: Change) -> str:
    if change.kind == "property":
        word = str(change.name).removeprefix("is_")
        return f"{change.path} {'is' if change.after else 'is no longer'} {word}"
    sign = "+" if change.before is None else "-"
    return f"{sign}{change.path}"
