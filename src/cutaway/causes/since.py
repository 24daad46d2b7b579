"""Since when a difference causes what it does: each channel's causes over the versions that were tried.

Knows that a cause is the same where the differences are called the same. Does not know how a sentence is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..compare.verdicts import UnitSet, Verdict, Why
from ..compare.versions import when
from .naming import Names, listed

NO_DIFFERENCE = "no difference"


class CauseOn(NamedTuple):
    """What causes a channel's difference on a run of neighboring versions, in words."""

    versions: tuple[str, ...]
    words: str


class CausesSince(NamedTuple):
    """One channel's causes, oldest version first."""

    channel: str
    answers: tuple[CauseOn, ...]


def causes_since(asked: Sequence[tuple[str, Why]]) -> tuple[CausesSince, ...]:
    """Return each differing channel's causes, neighboring versions with the same ones put together.

    `asked` has versions by name, oldest first, each with its answer.
    """
    channels = dict.fromkeys(verdict.channel for _, why in asked for verdict in why.verdicts)
    return tuple(CausesSince(channel, _answers(channel, asked)) for channel in channels)


def _answers(channel: str, asked: Sequence[tuple[str, Why]]) -> tuple[CauseOn, ...]:
    answers: list[CauseOn] = []
    for version, why in asked:
        words = cause_words(why, channel)
        if answers and answers[-1].words == words:
            answers[-1] = CauseOn((*answers[-1].versions, version), words)
        else:
            answers.append(CauseOn((version,), words))
    return tuple(answers)


def cause_words(why: Why, channel: str) -> str:
    """Return what causes a channel's difference: `the flag COROUTINE`, or why that cannot be said."""
    if why.trouble:
        return f"no answer: {why.trouble.rstrip('.')}"
    verdict = next((one for one in why.verdicts if one.channel == channel), None)
    if verdict is None:
        return "set aside, as it differs from run to run" if channel in why.varying else NO_DIFFERENCE
    if verdict.inconclusive:
        return f"inconclusive: {verdict.inconclusive}"
    return _sets_words(verdict, Names(why.units, why.inseparable))


def _sets_words(verdict: Verdict, names: Names) -> str:
    """One name where one set is both sufficient and necessary, or jointly so; else both are said."""
    sufficient = _alternatives(verdict.sufficient, names)
    jointly = set(verdict.restores_before) <= {(unit,) for unit in verdict.sufficient[0]}
    if (
        len(verdict.sufficient) == 1
        and verdict.restores_before
        and (jointly or verdict.restores_before == verdict.sufficient)
    ):
        return sufficient
    return f"{sufficient} sufficient, {_alternatives(verdict.restores_before, names) or 'no set'} necessary"


def _alternatives(sets: Sequence[UnitSet], names: Names) -> str:
    return listed([names.together(one).rstrip(",") for one in sets], "or") if sets else ""


def in_words(found: CausesSince, tried: Sequence[str]) -> str:
    """Return a channel's causes as sentences: `the flag COROUTINE up to 3.9.18. From 3.11.7 on: ...`."""
    first, *later = found.answers
    told = [f"{first.words} {when(first.versions, tried)}."]
    return " ".join([*told, *(_continued(answer, tried) for answer in later)])


def _continued(answer: CauseOn, tried: Sequence[str]) -> str:
    place = when(answer.versions, tried)
    return f"{place[0].upper()}{place[1:]}: {answer.words}."
