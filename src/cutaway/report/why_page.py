"""The section "why": the sentence to quote first, then per channel the sets, the causes in place, the evidence.

Knows what a quick reader wants first, and that a careful one must find every number.
Does not know how causes are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..compare.comparison import Comparison, InterpreterComparison
from ..compare.verdicts import Unit, UnitSet, Verdict, Why
from ..compare.versions import name_of
from ..layers.difference import Row
from .page import Block, Bullets, Glossary, Heading, Listing, Piece, Prose, Sentence, sentence
from .trials_page import shown_section, trials_section
from .why_matrix import several_whys
from .why_words import Names, are_each_of, each_is_necessary, quoted, remarks, sets_words


class Shared(NamedTuple):
    """A verdict, and the channels that it holds for."""

    channels: tuple[str, ...]
    verdict: Verdict


def why_section(comparison: Comparison, *, show_trials: bool = False) -> Iterator[Block]:
    """Yield what the experiments of a comparison showed; nothing where none was asked for."""
    asked = [(one, one.why) for one in comparison.comparisons if one.why is not None]
    if not asked:
        return
    yield Heading("why")
    if len(asked) == 1 == len(comparison.comparisons):
        yield from _one(asked[0][1])
    else:
        yield from several_whys(asked)
    for one, why in asked:
        yield from shown_section(why, _name(one, comparison))
        if show_trials:
            yield from trials_section(why, _name(one, comparison))


def _name(one: InterpreterComparison, comparison: Comparison) -> str:
    return name_of(one) if len(comparison.comparisons) > 1 else ""


def _one(why: Why) -> Iterator[Block]:
    if why.trouble:
        opening = "" if why.trouble.startswith("inconclusive") else "No answer: "
        yield Prose((Piece(opening), Piece(why.trouble, "error")))
        return
    if why.closing:
        yield Prose(quoted(why.closing, strong=True))
    names = Names(why.units)
    for group in shared(why.verdicts):
        yield Heading(", ".join(group.channels), 2)
        yield Glossary(tuple(_answers(group.verdict, names)))
    yield from _in_place(why, names)
    yield from _remarks(why)


def shared(verdicts: Sequence[Verdict]) -> list[Shared]:
    """Return the verdicts with the channels that have the same cause put together, in order."""
    groups: dict[object, Shared] = {}
    for verdict in verdicts:
        key = (verdict.sufficient, verdict.restores_before, verdict.no_longer_after, verdict.inconclusive)
        earlier = groups.get(key)
        groups[key] = Shared((*(earlier.channels if earlier else ()), verdict.channel), verdict)
    return list(groups.values())


def _answers(verdict: Verdict, names: Names) -> Iterator[tuple[str, Sentence]]:
    if verdict.inconclusive:
        yield "inconclusive", sentence(verdict.inconclusive)
        return
    sufficient, restores, no_longer = verdict.sufficient, verdict.restores_before, verdict.no_longer_after
    if sufficient == restores == no_longer:
        yield "sufficient and necessary", sets_words(sufficient, names)
        return
    yield "sufficient", sets_words(sufficient, names)
    if each_is_necessary(verdict):
        yield "necessary", sentence("each of them")
    elif restores == no_longer:
        yield "necessary", sets_words(restores, names)
    else:
        yield "necessary", (*_beside(sufficient, restores, names), Piece(": without it, as before", "note"))
        yield "necessary", (*_beside(sufficient, no_longer, names), Piece(": without it, no longer as after", "note"))


def _beside(sufficient: Sequence[UnitSet], necessary: Sequence[UnitSet], names: Names) -> Sentence:
    """Return what is necessary, in short where it is made of what was just named as sufficient."""
    if are_each_of(sufficient, necessary):
        return sentence("each of them")
    return sets_words(necessary, names)


def _in_place(why: Why, names: Names) -> Iterator[Block]:
    """Yield each unit that is a part of a cause where it stands, once."""
    for unit in why.units:
        channels = [verdict.channel for verdict in why.verdicts if unit.id in _named_by(verdict)]
        if channels and unit.rows:
            yield Heading(f"{', '.join(channels)}: {names.plain(unit.id)}", 2)
            yield Listing(_without_headings(unit))


def _named_by(verdict: Verdict) -> set[str]:
    sets: tuple[UnitSet, ...] = (*verdict.sufficient, *verdict.restores_before, *verdict.no_longer_after)
    return {unit for one in sets for unit in one}


def _without_headings(unit: Unit) -> tuple[Row, ...]:
    return tuple(row for row in unit.rows if row.mark != "heading")


def _remarks(why: Why) -> Iterator[Block]:
    if told := tuple(remarks(why)):
        if why.verdicts:
            yield Heading("evidence", 2)
        yield Bullets(told)
