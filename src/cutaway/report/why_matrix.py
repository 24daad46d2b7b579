"""Causes on several interpreters: channels by versions, a letter for each cause, and in words since when.

Knows that one cause is one letter wherever it is found, and that versions that agree are told once.
Does not know how causes are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from string import ascii_uppercase

from ..causes.since import causes_since, in_words
from ..compare.comparison import InterpreterComparison
from ..compare.verdicts import UnitSet, Verdict, Why
from ..compare.versions import name_of, short_names
from .page import Block, Bullets, Glossary, Heading, Piece, Prose, Sentence, Table, sentence
from .why_words import Names, each_is_necessary, quoted, remarks
from .words import pair_name, pythons_names

Asked = Sequence[tuple[InterpreterComparison, Why]]

WIDEST_CELL = 7
"""With cells of `A/A+B/A`, eight versions just fit into 80 columns."""

SIGN_WORDS = {
    "=": "the channel does not differ",
    "?": "inconclusive, see below",
    "!": "no answer, see below",
    "-": "no set was found among the hybrids that could run",
}
"""What stands in a cell that names no cause."""


class Letters:
    """A letter for each cause, in the order of their first use: one name is one letter on every version."""

    def __init__(self) -> None:
        self.by_name: dict[Sentence, str] = {}
        self.by_cell: dict[str, str] = {}

    def of(self, name: Sentence) -> str:
        """Return the letter of a cause of that name: A to Z, then A2 to Z2."""
        return self.by_name.setdefault(name, _letter(len(self.by_name)))

    def of_sets(self, sets: Sequence[UnitSet], names: Names) -> str:
        """Return sets as letters: `A+B or C`."""
        return " or ".join("+".join(self.of(names.words(unit)) for unit in one) for one in sets) or "-"

    def of_cell(self, words: str) -> str:
        """Return what stands in a cell: the letters, or for too many of them a small letter of their own."""
        if len(words) <= WIDEST_CELL:
            return words
        return self.by_cell.setdefault(words, _letter(len(self.by_cell)).lower())


def _letter(number: int) -> str:
    rounds, at = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[at] + (str(rounds + 1) if rounds else "")


def several_whys(asked: Asked) -> Iterator[Block]:
    """Yield the closing sentences, the matrix with its legend, since when, and what each version's answer rests on."""
    yield from _closings(asked)
    letters = Letters()
    matrix = _matrix(asked, letters)
    if matrix.rows:
        yield matrix
        yield Glossary(tuple(_legend(matrix, letters)))
        yield from _since(asked)
    yield from _remarks(asked)


def _closings(asked: Asked) -> Iterator[Block]:
    """Yield the closing sentences, each behind the versions that it holds for."""
    versions: dict[str, list[str]] = {}
    for one, why in asked:
        name = pair_name(one.before_python, one.after_python)
        if why.closing:
            versions.setdefault(why.closing.removeprefix(f"On {name} "), []).append(name)
    for words, names in versions.items():
        # A sentence that named no version begins with a capital letter.
        place = f"{pythons_names(names)}:" if words[0].isupper() else f"On {pythons_names(names)}"
        yield Prose(quoted(f"{place} {words}", strong=True))


def channels_of(asked: Asked) -> tuple[str, ...]:
    """Return the channels that differ on some version, in the order in which they come."""
    return tuple(dict.fromkeys(verdict.channel for _, why in asked for verdict in why.verdicts))


def _matrix(asked: Asked, letters: Letters) -> Table:
    columns = short_names([name_of(one) for one, _ in asked])
    return Table(
        ("channel", *columns),
        tuple((channel, *(_cell(why, channel, letters) for _, why in asked)) for channel in channels_of(asked)),
    )


def _cell(why: Why, channel: str, letters: Letters) -> str:
    verdict = next((verdict for verdict in why.verdicts if verdict.channel == channel), None)
    if why.trouble:
        return "!"
    if verdict is None:
        return "="
    return "?" if verdict.inconclusive else letters.of_cell(_cause(verdict, letters, Names(why.units)))


def _cause(verdict: Verdict, letters: Letters, names: Names) -> str:
    """Return what is sufficient, and behind a bar what is necessary where that is something else."""
    sufficient = letters.of_sets(verdict.sufficient, names)
    restores = letters.of_sets(verdict.restores_before, names)
    no_longer = letters.of_sets(verdict.no_longer_after, names)
    if each_is_necessary(verdict):
        return sufficient
    if restores != no_longer:
        return f"{sufficient}/{restores}/{no_longer}"
    return sufficient if sufficient == restores else f"{sufficient}/{restores}"


def _legend(matrix: Table, letters: Letters) -> Iterator[tuple[str, Sentence]]:
    for name, letter in letters.by_name.items():
        yield letter, name
    for words, letter in letters.by_cell.items():
        yield letter, sentence(words)
    cells = {cell for row in matrix.rows for cell in row[1:]} | set(letters.by_cell)
    for sign, words in SIGN_WORDS.items():
        if sign in cells:
            yield sign, sentence(words)
    yield from _legend_of_marks(cells)


def _legend_of_marks(cells: Set[str]) -> Iterator[tuple[str, Sentence]]:
    if any("+" in cell for cell in cells):
        yield "x+y", sentence("x and y jointly")
    bars = {cell.count("/") for cell in cells}
    if 1 in bars:
        yield "x/y", sentence("x is sufficient, y necessary")
    if 2 in bars:
        words = "x is sufficient; necessary are y (without it, as before) and z (without it, no longer as after)"
        yield "x/y/z", sentence(words)


def _since(asked: Asked) -> Iterator[Block]:
    tried = [name_of(one) for one, _ in asked]
    channels: dict[str, list[str]] = {}
    for found in causes_since([(name_of(one), why) for one, why in asked]):
        channels.setdefault(in_words(found, tried), []).append(found.channel)
    yield Heading("since when", 2)
    yield Bullets(
        tuple((Piece(", ".join(names), "heading"), Piece(": "), *quoted(words)) for words, names in channels.items())
    )


def _remarks(asked: Asked) -> Iterator[Block]:
    """Yield what each version's answer rests on, with what has the same words on several versions told once."""
    told: dict[Sentence, list[str]] = {}
    for one, why in asked:
        for words in _told(why):
            told.setdefault(words, []).append(name_of(one))
    if told:
        yield Heading("evidence", 2)
        yield Bullets(tuple((Piece(f"{', '.join(names)}: "), *words) for words, names in told.items()))


def _told(why: Why) -> Iterator[Sentence]:
    if why.trouble:
        yield (Piece("no answer: "), Piece(why.trouble, "error"))
    yield from remarks(why)
