"""Every hybrid with its outcome, and one of them in full.

Knows how a set of many units is written in a table's cell. Does not know how hybrids are made or run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..compare.verdicts import Trial, UnitSet, Why
from ..layers import NAMES
from .page import Block, Fields, Glossary, Heading, Lines, Sentence, Table, sentence
from .why_words import Names


def trials_section(why: Why, version: str) -> Iterator[Block]:
    """Yield the hybrids of one answer: a key to the units, then a table."""
    if not why.trials:
        return
    yield Heading(f"hybrids on {version}" if version else "hybrids")
    names = Names(why.units)
    yield Glossary(tuple((unit.id, names.words(unit.id)) for unit in why.units))
    order = [unit.id for unit in why.units]
    rows = tuple(_trial_row(trial, order) for trial in why.trials)
    yield Table(("hybrid", "units", "outcome", "grade", "behaves"), rows)


def _trial_row(trial: Trial, order: Sequence[str]) -> tuple[str, ...]:
    return (str(trial.number), set_in_short(trial.units, order), trial.outcome, trial.grade, _told(trial))


def _told(trial: Trial) -> str:
    parts = [likeness_words(trial), trial.reason, *(f"tolerated: {words}" for words in trial.tolerated)]
    return "; ".join(part for part in parts if part)


def likeness_words(trial: Trial) -> str:
    """Return which channels were like which side: `as after: returns, output; as before: warns`."""
    channels_of: dict[str, list[str]] = {}
    for channel, like in trial.likeness.items():
        channels_of.setdefault(like, []).append(channel)
    words = {"before": "as before", "after": "as after", "third": "third behavior", "unseen": "unseen"}
    return "; ".join(
        f"{told}: {', '.join(channels_of[like])}" if len(channels_of) > 1 else told
        for like, told in words.items()
        if like in channels_of
    )


def set_in_short(units: UnitSet, order: Sequence[str]) -> str:
    """Return a set of units with neighbors put together: `none`, `u1`, `u1-u4 u7`, `all`."""
    if not units:
        return "none"
    chosen = set(units)
    if len(chosen) == len(order) > 1:
        return "all"
    at = [index for index, unit in enumerate(order) if unit in chosen]
    starts = [at[0], *(after for before, after in pairwise(at) if after - before > 1)]
    ends = [*(before for before, after in pairwise(at) if after - before > 1), at[-1]]
    return " ".join(_run(order, start, end) for start, end in zip(starts, ends, strict=True))


def _run(order: Sequence[str], start: int, end: int) -> str:
    if start == end:
        return order[start]
    return f"{order[start]}{'-' if end - start > 1 else ' '}{order[end]}"


def shown_section(why: Why, version: str) -> Iterator[Block]:
    """Yield the hybrid that was asked for: what it is, then its bytecode and what it did when it ran again."""
    if why.shown is None:
        return
    number = why.shown["number"]
    yield Heading(f"hybrid {number} on {version}" if version else f"hybrid {number}")
    for trial in why.trials:
        if trial.number == number:
            yield Fields(tuple(_trial_fields(trial, Names(why.units))))
    for layer in NAMES:
        if lines := why.shown.get(layer):
            yield Heading(layer, 2)
            yield Lines(tuple(lines))


def _trial_fields(trial: Trial, names: Names) -> Iterator[tuple[str, Sentence]]:
    yield "units", sentence(", ".join(map(names.plain, trial.units)) or "none: the side before as it is")
    yield "outcome", sentence(", ".join(part for part in (trial.outcome, trial.reason) if part))
    yield "grade", sentence("; ".join((trial.grade, *trial.tolerated)))
    if trial.likeness:
        yield "behaves", sentence(likeness_words(trial))
