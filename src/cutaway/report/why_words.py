"""The words of causes: sets of differences, and the evidence for them in one line.

Knows the exact words (sufficient, necessary, jointly, third behavior), and what each says of a verdict.
Does not know what is on the page around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..causes.naming import worded_behind
from ..compare.verdicts import Unit, UnitSet, Verdict, Why
from ..layers.counting import plural
from .page import Piece, Sentence, sentence

_QUOTED = re.compile(r"`([^`]+)`")

SEARCH_WORDS = {
    "exhaustive": "exhaustive search",
    "delta debugging": "delta debugging: each set is 1-minimal, each difference of a sufficient one was left out "
    "alone, other sets of several may exist",
}


class Names:
    """What each unit of an answer is called, in the words of the closing sentence."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = {unit.id: unit for unit in units}

    def words(self, unit: str, behind: Sequence[str] = ()) -> Sentence:
        """Return a unit as a part of a sentence, in a row behind others."""
        return quoted(worded_behind(self._units[unit], [self._units[other] for other in behind]))

    def plain(self, unit: str) -> str:
        """Return the same without marks, for a heading."""
        return "".join(piece.text for piece in self.words(unit))


def quoted(text: str, *, strong: bool = False) -> Sentence:
    """Return a text with what stands between backticks as pieces of code."""
    pieces = _QUOTED.split(text)
    roles = ("plain", "quoted")
    return tuple(Piece(piece, roles[at % 2], strong=strong) for at, piece in enumerate(pieces) if piece)


def sets_words(sets: Sequence[UnitSet], names: Names) -> Sentence:
    """Return sets in words: `A`, or `B` and `C` jointly."""
    if not sets:
        return sentence("no set was found among the hybrids that could run")
    pieces: list[Piece] = []
    for one in sets:
        pieces.extend([Piece("; or "), *_set_words(one, names)] if pieces else _set_words(one, names))
    return tuple(pieces)


def _set_words(one: UnitSet, names: Names) -> Sentence:
    if len(one) == 1:
        return names.words(one[0])
    return (*_in_a_row(one, names), Piece(" jointly"))


def _in_a_row(units: UnitSet, names: Names) -> Sentence:
    pieces: list[Piece] = []
    for at, unit in enumerate(units):
        if at:
            pieces.append(Piece(" and " if at == len(units) - 1 else ", "))
        pieces.extend(names.words(unit, units[:at]))
    return tuple(pieces)


def evidence_words(verdict: Verdict) -> str:
    """Return what a verdict rests on, in one line."""
    return "; ".join(_evidence(verdict))


def _evidence(verdict: Verdict) -> Iterator[str]:
    yield f"{plural(verdict.hybrids, 'hybrid')} tried"
    if verdict.search:
        yield _search_words(verdict)
    if not verdict.complete:
        perhaps = "" if verdict.inconclusive else ": the sets are perhaps not the smallest, nor all"
        yield f"cut short by --budget{perhaps}"
    yield _refused_words(verdict.refused)
    yield _ended_words(verdict)
    if verdict.third:
        yield f"third behavior in {verdict.third}"
    yield _controls_words(verdict)
    if verdict.grade:
        yield f"grade {verdict.grade}"


def _search_words(verdict: Verdict) -> str:
    """What a search promises holds of one that came to its end."""
    return SEARCH_WORDS[verdict.search] if verdict.complete else verdict.search


def _refused_words(refused: Mapping[str, int]) -> str:
    if not sum(refused.values()):
        return "none refused"
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(refused.items()) if number)
    return f"{sum(refused.values())} refused ({reasons})"


def _ended_words(verdict: Verdict) -> str:
    if not verdict.crashed and not verdict.timed_out:
        return "none crashed or timed out"
    return f"{verdict.crashed or 'none'} crashed, {verdict.timed_out or 'none'} timed out"


def _controls_words(verdict: Verdict) -> str:
    if verdict.inconclusive and not verdict.complete:
        return "not both controls were run"
    controls = verdict.controls
    failed = [side for side, held in controls.items() if not held]
    if failed:
        return f"the control {' and '.join(failed)} failed"
    return "both controls held" if len(controls) > 1 else "no control was run"


def each_is_necessary(verdict: Verdict) -> bool:
    """Tell whether the one sufficient set needs each of its differences, and nothing else is necessary."""
    return are_each_of(verdict.sufficient, verdict.restores_before) and are_each_of(
        verdict.sufficient, verdict.no_longer_after
    )


def are_each_of(sufficient: Sequence[UnitSet], necessary: Sequence[UnitSet]) -> bool:
    """Tell whether there is one sufficient set, of several differences, and each of these alone is necessary."""
    return len(sufficient) == 1 < len(sufficient[0]) and {(unit,) for unit in sufficient[0]} == set(necessary)


def remarks(why: Why) -> Iterator[Sentence]:
    """Yield the evidence, first what is the same for all channels, and what else a careful reader looks for."""
    yield from map(sentence, _evidence_by_channels(why.verdicts))
    yield from _inseparable(why, Names(why.units))
    if why.varying:
        yield sentence(f"set aside, since it differs from run to run: {', '.join(why.varying)}")
    yield from map(quoted, why.notes)


def _evidence_by_channels(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield each thing that verdicts rest on once, behind the channels for which it holds where that is not all."""
    channels_of: dict[str, list[str]] = {}
    for verdict in verdicts:
        for words in _evidence(verdict):
            channels_of.setdefault(words, []).append(verdict.channel)
    words_of: dict[tuple[str, ...], list[str]] = {}
    for words, channels in channels_of.items():
        words_of.setdefault(tuple(channels), []).append(words)
    for among, told in sorted(words_of.items(), key=lambda one: len(one[0]) < len(verdicts)):
        of_some = f"{', '.join(among)}: " if len(among) < len(verdicts) else ""
        yield of_some + "; ".join(told)


def _inseparable(why: Why, names: Names) -> Iterator[Sentence]:
    for group in why.inseparable:
        if len(group) > 1:
            yield (
                *_in_a_row(group, names),
                Piece(" cannot be separated: no hybrid with only a part of them could run"),
            )
