"""Matched instructions as rows, changes and a few words.

Knows a pairing of two parts, and what CPython's documentation and source say of an opcode.
Does not know which parts there are, nor in which layer their differences count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ...cpython import opcodes, sites
from ..counting import plural
from ..difference import Change, Line, Mark, Role, Row, Side, Site, Span
from ..rows import Planned, made
from .codeobjects import Part, PartPair, name_of
from .instruction_lines import Listing
from .instructions import Pairing

LONGEST_RUN = 4
"""How many instructions in a row a summary names before it counts them."""


class ComparedPart(NamedTuple):
    """A part of each side with its pairing (None where a side has no such part) and both listings."""

    pair: PartPair
    pairing: Pairing | None
    sides: tuple[Side, Side]
    listings: tuple[Listing | None, Listing | None]

    @property
    def same(self) -> bool:
        """Is nothing different?"""
        return self.pairing is not None and self.pairing.same

    @property
    def path(self) -> str:
        """What its changes' paths begin with."""
        return name_of(self.pair.present)

    def rows(self, *, moved: bool = False) -> Iterator[Planned]:
        """The instructions and the exception table side by side; `moved` where only layout tells them apart."""
        if self.pairing is None:
            yield from self._one_sided()
            return
        for i, j, mark in self.pairing.rows:
            yield _mark_shown(mark, moved), partial(self._instruction_row, i, j, mark, moved=moved)
        if self.pairing.exceptions:
            yield made(heading(table_title(*(listing.part for listing in self._both()))))
        for i, j, mark in self.pairing.exceptions:
            yield _mark_shown(mark, moved), partial(self._exception_row, i, j, mark, moved=moved)

    def changes(self, kind: str = "instruction") -> Iterator[Change]:
        """Each difference of the instructions, then of the exception table."""
        if self.pairing is None:
            return
        for i, j, mark in self.pairing.rows:
            if mark != "same":
                yield self._instruction_change(i, j, kind)
        for i, j, mark in self.pairing.exceptions:
            if mark != "same":
                yield self._exception_change(i, j)

    def _one_sided(self) -> Iterator[Planned]:
        before, after = self.listings
        listing = before or after
        assert listing is not None
        for line in part_lines(listing):
            yield made(Row("removed", line, None) if before is not None else Row("added", None, line))

    def _both(self) -> tuple[Listing, Listing]:
        before, after = self.listings
        assert before is not None
        assert after is not None
        return before, after

    def _instruction_row(self, i: int | None, j: int | None, mark: Mark, *, moved: bool) -> Row:
        before, after = self._both()
        differs = mark != "same"
        ours = (before.opname(i), before.argument(i)) if i is not None and differs else None
        theirs = (after.opname(j), after.argument(j)) if j is not None and differs else None
        meaning, link = self._meaning(i, j) if differs and not moved else ("", "")
        return Row(
            _mark_shown(mark, moved),
            None if i is None else before.line(i, theirs, differs),
            None if j is None else after.line(j, ours, differs),
            meaning,
            link,
        )

    def _meaning(self, i: int | None, j: int | None) -> tuple[str, str]:
        """What the instruction that came (or else the one that went) does, and where that is documented."""
        known = opcodes.meaning(self._opname(i, j), self._version(j))
        return ("", "") if known is None else (known.text, known.link)

    def _opname(self, i: int | None, j: int | None) -> str:
        before, after = self._both()
        if j is not None:
            return after.opname(j)
        assert i is not None
        return before.opname(i)

    def _sites(self, i: int | None, j: int | None) -> tuple[Site, ...]:
        before, after = self._both()
        if j is not None:
            return opcode_sites(after, j, self._version(j))
        assert i is not None
        return opcode_sites(before, i, self._version(j))

    def _version(self, j: int | None) -> tuple[int, int, int]:
        return self.sides[0 if j is None else 1].version

    def _exception_row(self, i: int | None, j: int | None, mark: Mark, *, moved: bool) -> Row:
        before, after = self._both()
        differs = mark != "same"
        return Row(
            _mark_shown(mark, moved),
            None if i is None else before.exception_line(before.part["exceptions"][i], differs),
            None if j is None else after.exception_line(after.part["exceptions"][j], differs),
            EXCEPTION_ROW if differs and not moved else "",
        )

    def _instruction_change(self, i: int | None, j: int | None, kind: str) -> Change:
        before, after = self._both()
        meaning, link = self._meaning(i, j)
        return Change(
            kind,
            f"{self.path}.instructions[{j if i is None else i}]",
            None if i is None else before.text(i),
            None if j is None else after.text(j),
            meaning=meaning,
            link=link,
            sites=self._sites(i, j),
            before_at=None if i is None else before.at(i),
            after_at=None if j is None else after.at(j),
        )

    def _exception_change(self, i: int | None, j: int | None) -> Change:
        before, after = self._both()
        return Change(
            "exception_table",
            f"{self.path}.exception_table[{j if i is None else i}]",
            None if i is None else before.exception_text(before.part["exceptions"][i]),
            None if j is None else after.exception_text(after.part["exceptions"][j]),
            meaning=EXCEPTION_ROW,
        )

    def words(self) -> list[str]:
        """The differences in a few words, such as `+RETURN_GENERATOR; POP_TOP` or `+1 exception-table row`."""
        if self.pairing is None:
            sign = "-" if self.pair.after is None else "+"
            return [f"{sign}code of {self.path}"]
        return [*self._runs("removed", 0), *self._runs("added", 1), *self._changed(), *self._table_words()]

    def _runs(self, mark: Mark, side: int) -> Iterator[str]:
        """Each run of instructions that one side alone has; one that an exception row leads to is a handler."""
        assert self.pairing is not None
        sign, listing = ("-+"[side], self._both()[side])
        handlers = self._handlers(mark, side)
        for run in _runs([(i, j)[side] for i, j, row_mark in self.pairing.rows if row_mark == mark]):
            if run[0] in handlers:
                yield f"{sign}handler"
            elif len(run) <= LONGEST_RUN:
                yield sign + "; ".join(listing.opname(index) for index in run)
            else:
                yield f"{sign}{len(run)} instructions"

    def _handlers(self, mark: Mark, side: int) -> set[int]:
        assert self.pairing is not None
        table = self._both()[side].part["exceptions"]
        alone = ((i, j)[side] for i, j, row_mark in self.pairing.exceptions if row_mark == mark)
        return {table[index][2] for index in alone if index is not None}

    def _changed(self) -> Iterator[str]:
        assert self.pairing is not None
        changed = [(i, j) for i, j, mark in self.pairing.rows if mark == "changed"]
        before, after = self._both()
        if len(changed) == 1:
            i, j = changed[0]
            assert i is not None
            assert j is not None
            yield f"{before.text(i)} became {after.text(j)}"
        elif changed:
            yield f"{len(changed)} instructions changed"

    def _table_words(self) -> Iterator[str]:
        assert self.pairing is not None
        marks = [mark for _, _, mark in self.pairing.exceptions]
        for mark, sign in (("removed", "-"), ("added", "+"), ("changed", "~")):
            if number := marks.count(mark):  # type: ignore[arg-type]
                yield f"{sign}{plural(number, 'exception-table row')}"


EXCEPTION_ROW = "A row of the exception table: where an exception raised in that stretch goes on."


def _mark_shown(mark: Mark, moved: bool) -> Mark:
    return "moved" if moved and mark != "same" else mark


def _runs(indexes: Sequence[int | None]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in indexes:
        assert index is not None
        if runs and runs[-1][-1] + 1 == index:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def heading(text: str, role: Role = "heading") -> Row:
    """A row that spans both sides."""
    return Row("heading", (Span(text, role),), None)


def table_title(*parts: Part) -> str:
    """What the heading of an exception table calls it: where the instructions are folded away, it stands alone."""
    names = dict.fromkeys(name_of(part) for part in parts)
    return f"exception table of {' | '.join(_SPOKEN.get(name, name) for name in names)}"


_SPOKEN = {"<module>": "the module", "definition": "the definition"}


def part_lines(listing: Listing) -> Iterator[Line]:
    """One part's instructions and exception table, one side alone."""
    for index in range(len(listing.part["rows"])):
        yield listing.line(index)
    if listing.part["exceptions"]:
        yield (Span(table_title(listing.part), "heading"),)
    for row in listing.part["exceptions"]:
        yield listing.exception_line(row)


def opcode_sites(listing: Listing, index: int, version: tuple[int, int, int]) -> tuple[Site, ...]:
    """Where in CPython's own source the compiler emits this instruction; empty where that is not known."""
    return sites.sites_of_opcode(listing.opname(index), version, _reason(listing, index))


def _reason(listing: Listing, index: int) -> str:
    """Why an instruction that is emitted for many reasons stands here, as far as its surroundings tell."""
    opname, argument = listing.opname(index), listing.argument(index)
    before = listing.text(index - 1) if index else ""
    if opname == "POP_TOP" and before == "RETURN_GENERATOR":
        return sites.GENERATOR_PREFIX
    if _WRAPS_STOP_ITERATION in (argument, before.removeprefix("CALL_INTRINSIC_1 ")):
        return sites.STOPITERATION_HANDLER
    return "yield" if argument == "INTRINSIC_ASYNC_GEN_WRAP" else ""


_WRAPS_STOP_ITERATION = "INTRINSIC_STOPITERATION_ERROR"
