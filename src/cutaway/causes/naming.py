"""A difference as part of a sentence: "the flag COROUTINE", "`LOAD_CONST 1` becoming `LOAD_CONST 2`".

Knows how several are named in a row. Does not know how one is worded (`layers/unit_names.py`), nor what it causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..compare.verdicts import Unit, UnitSet

NAMED = 3
"""A sentence names so many differences of a set; of more it says how many there are."""

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


class Phrase(NamedTuple):
    """Words for some differences, and whether a verb behind them stands in the plural."""

    words: str
    plural: bool = False

    def verb(self, singular: str, plural: str) -> str:
        """Return the form of a verb that fits."""
        return plural if self.plural else singular


def phrase(unit: Unit) -> Phrase:
    """Return a difference as the subject of a sentence."""
    return Phrase(unit.phrase, unit.plural)


def worded_behind(unit: Unit, others: Iterable[Unit]) -> str:
    """Return a difference as one of a row, behind others: behind one that is dropped, one that is added has its verb.

    `dropping a and b` would be read as the end of both.
    """
    is_behind_a_verb = unit.change == "added" and any(other.change == "removed" for other in others)
    return ("adding " if is_behind_a_verb else "") + unit.phrase


def listed(phrases: Sequence[str], word: str = "and") -> str:
    """Return phrases in a row: `a`, `a and b`, `a, b and c`."""
    *first, last = phrases
    return f"{', '.join(first)} {word} {last}" if first else last


def count_word(number: int) -> str:
    """Return a small number as a word."""
    return _COUNTS.get(number, str(number))


class Names:
    """The differences of one answer, in words."""

    def __init__(self, units: Sequence[Unit], inseparable: Sequence[UnitSet]) -> None:
        self._units: Mapping[str, Unit] = {unit.id: unit for unit in units}
        self._inseparable = [set(group) for group in inseparable]

    def of(self, units: UnitSet) -> Phrase:
        """Return a set as one subject: several are named in a row, many are counted."""
        if len(units) == 1:
            return phrase(self._units[units[0]])
        return Phrase(_row(self._words(units, units), len(units)), True)

    def together(self, units: UnitSet, behind: Sequence[str] = ()) -> str:
        """Return a set as several things that act as one: `a and b jointly`; `behind` stand before it in its row."""
        row = [*behind, *units]
        if len(units) == 1:
            return self._words(units, row)[0]
        if set(units) in self._inseparable:
            return f"{self._some(units, row)}, which cannot be separated,"
        return f"{_row(self._things(units, row), len(units))} jointly"

    def _words(self, units: Sequence[str], row: Sequence[str]) -> list[str]:
        """Some differences of a row, each as it stands in there."""
        return [worded_behind(self._units[unit], self._before(unit, row)) for unit in units]

    def _before(self, unit: str, row: Sequence[str]) -> list[Unit]:
        return [self._units[other] for other in row[: row.index(unit)]]

    def _things(self, units: UnitSet, row: Sequence[str]) -> list[str]:
        """The differences of a set in words; those that cannot be separated are one thing, called by its first."""
        groups = [group for group in self._inseparable if group <= set(units)]
        behind = {unit: group for group in groups for unit in group}
        things = []
        for unit in units:
            group = [one for one in units if one in behind.get(unit, {unit})]
            if unit == group[0]:
                others = f" (which cannot be separated from {self._some(group[1:], row)})" if len(group) > 1 else ""
                things.append(self._words([unit], row)[0] + others)
        return things

    def _some(self, units: Sequence[str], row: Sequence[str]) -> str:
        """Differences in a row, the first of many; the page names all that cannot be separated in its evidence."""
        words = self._words(units, row)
        if len(words) <= NAMED:
            return listed(words)
        return listed([*words[: NAMED - 1], f"{count_word(len(words) - NAMED + 1)} more"])


def _row(things: Sequence[str], count: int) -> str:
    if len(things) <= NAMED:
        return listed(things)
    return f"{count_word(count)} differences ({', '.join(things[:2])}, ...)"
