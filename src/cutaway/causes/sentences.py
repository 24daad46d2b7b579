"""The closing sentence: what causes what, as a person would quote it.

Knows the exact words (sufficient, necessary, jointly, cannot be separated, inconclusive) and how channels with one
cause are told together. Does not know how a verdict was come by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..compare.verdicts import UnitSet, Verdict, Why
from ..layers.effects import RETURN_NOTHING
from .naming import NAMED, Names, Phrase, count_word, listed
from .planning import OUTSIDE

TOLD_IN_FULL = 3
"""So many causes make a sentence; of more it names which channels are whose."""

LONGEST_ASIDE = 240
"""So many characters of a sentence may say what must go to go back; the page tells it in full."""

# What the cause of a channel is the cause of.
NOUNS = {
    "returns": "what {subject} returns",
    "output": "what {subject} prints",
    "raises": "what {subject} raises",
    "warns": "the warning",
    "eventually": "what driving it to its end gives",
    "introspection": "what `inspect` says",
    "traceback": "the traceback",
    "defines": "what {subject} defines",
}
_DIFFERS = "what must go to go back differs from channel to channel"
_NOTHING_AROUND = "outside the target the modules do not differ"
NOTHING_SHOWS = "no hybrid that could run shows what is necessary"
# These two are changed; all others are something that the call is made to do.
_CHANGED = ("introspection", "traceback")
# What follows from another channel with the same cause goes without saying.
_FOLLOWING = ("eventually", "traceback")


class WayBack(NamedTuple):
    """What must go to restore the side before, and in which channels it does."""

    sets: tuple[UnitSet, ...]
    channels: tuple[str, ...]


class Cause(NamedTuple):
    """What is sufficient for the differences in some channels, and each way back that they have."""

    sufficient: tuple[UnitSet, ...]
    channels: tuple[str, ...]
    ways_back: tuple[WayBack, ...]

    @property
    def only(self) -> UnitSet:
        """The one sufficient set, where there is one and nothing beside it must go to restore the side before."""
        return self.sufficient[0] if len(self.sufficient) == 1 and all(map(self._is_inside, self.ways_back)) else ()

    def _is_inside(self, way: WayBack) -> bool:
        """Of what acts jointly it is one cause, whichever part of it is enough to go back."""
        return bool(way.sets) and all(set(one) <= set(self.sufficient[0]) for one in way.sets)


class Telling(NamedTuple):
    """What sentences are made with: names of differences, effects by channel, and what was run."""

    names: Names
    effects: Mapping[str, str]
    subject: str


def closing(
    why: Why,
    place: str,
    effects: Mapping[str, str],
    subject: str = "the call",
    around: Sequence[str] | None = None,
    modules: Sequence[str] = (),
) -> str:
    """Return the sentence to quote, such as "On CPython 3.8.18 the flag COROUTINE is what makes the call ...".

    `place` begins it; `effects` are `Baselines.effects`; `subject` is "the call" or "the module"; `around` are the
    names that the modules around the targets bind otherwise, "" for statements that bind none; None where nothing is.
    `modules` are the two modules' own names where these differ, which code reads as `__name__`.
    """
    telling = Telling(Names(why.units, why.inseparable), effects, subject)
    causes = causes_of(why.verdicts)
    clauses = list(_clauses(causes, telling)) if len(causes) <= TOLD_IN_FULL else [_overview(causes, telling)]
    clauses += _inconclusive([verdict for verdict in why.verdicts if verdict.inconclusive], telling, bool(causes))
    if lies_outside(why) and (around is not None or modules):
        clauses.append(_around(around, modules))
    told = f"{place} {'; '.join(clauses) or 'no channel of behavior differs'}"
    told += "" if told.endswith("...") else "."
    if any(not verdict.complete and not verdict.inconclusive for verdict in why.verdicts):
        told += " The budget cut the search short: the sets are perhaps not the smallest."
    return told


def lies_outside(why: Why) -> bool:
    """Tell whether a channel's cause lies outside of what was compared."""
    return any(verdict.inconclusive == OUTSIDE for verdict in why.verdicts)


def _around(names: Sequence[str] | None, modules: Sequence[str]) -> str:
    """`outside the target the modules differ, too: in a and b`; that one of these is the cause is not said."""
    called = f"in their own names, {' and '.join(f'`{name}`' for name in modules)}" if modules else ""
    if names is None:
        return f"the modules differ {called}"
    if not names:
        return f"outside the target the modules differ only {called}" if called else _NOTHING_AROUND
    named = [f"`{name}`" for name in names if name]
    told = named[:NAMED]
    if len(named) > NAMED:
        told.append(f"{count_word(len(named) - NAMED)} more")
    if len(named) < len(names):
        told.append("statements that bind no name")
    return f"outside the target the modules differ, too: in {listed(told)}" + (f", and {called}" if called else "")


def causes_of(verdicts: Sequence[Verdict]) -> list[Cause]:
    """Return the causes, each with its channels; what needs several of those named alone comes behind them."""
    found: dict[tuple[UnitSet, ...], list[Verdict]] = {}
    for verdict in verdicts:
        if not verdict.inconclusive:
            found.setdefault(verdict.sufficient, []).append(verdict)
    causes = [_cause(sufficient, sharing) for sufficient, sharing in found.items()]
    alone = {unit for cause in causes if len(cause.only) == 1 for unit in cause.only}
    return sorted(causes, key=lambda cause: _several(cause.only) and set(cause.only) <= alone)


def _cause(sufficient: tuple[UnitSet, ...], sharing: Sequence[Verdict]) -> Cause:
    """What follows from another channel goes without saying, and so does its way back."""
    channels = tuple(verdict.channel for verdict in sharing)
    leading = _leading(channels)
    ways: dict[tuple[UnitSet, ...], tuple[str, ...]] = {}
    for verdict in sharing:
        if verdict.channel in leading:
            ways[verdict.restores_before] = (*ways.get(verdict.restores_before, ()), verdict.channel)
    return Cause(sufficient, channels, tuple(WayBack(*one) for one in ways.items()))


def _clauses(causes: Sequence[Cause], telling: Telling) -> Iterator[str]:
    named: list[UnitSet] = []
    for cause in causes:
        yield _needing_all(cause, named, telling) or _alone(cause, causes, telling) or _making(cause, telling)
        if cause.only and cause.only not in named:
            named.append(cause.only)


def _needing_all(cause: Cause, named: Sequence[UnitSet], telling: Telling) -> str:
    """`the warning needs both`: of what the clauses before named one by one."""
    if len(named) < 2 or {unit for one in named for unit in one} != set(cause.only) or any(map(_several, named)):
        return ""
    nouns = _nouns(cause.channels, telling)
    how_many = "both" if len(named) == 2 else f"all {count_word(len(named))}"
    return f"{listed(nouns)} {'needs' if len(nouns) == 1 else 'need'} {how_many}"


def _several(units: UnitSet) -> bool:
    return len(units) > 1


def _alone(cause: Cause, causes: Sequence[Cause], telling: Telling) -> str:
    """`the flag COROUTINE alone changes only what inspect says`: where another cause was expected to do more."""
    elsewhere = any(cause.only in other.sufficient for other in causes if other is not cause)
    if len(causes) == 1 or elsewhere or len(cause.only) != 1 or not set(cause.channels) <= set(_CHANGED):
        return ""
    who = telling.names.of(cause.only)
    return f"{who.words} alone {who.verb('changes', 'change')} only {listed(_nouns(cause.channels, telling))}"


def _making(cause: Cause, telling: Telling) -> str:
    names = telling.names
    if not cause.only:
        return _sufficient(cause, telling)
    who = names.of(cause.only)
    if len(cause.only) > 1:
        return f"{names.together(cause.only)} {_effect(cause, telling, Phrase('', True), '')}"
    return f"{who.words} {_effect(cause, telling, who, who.verb('is what ', 'are what '))}"


def _effect(cause: Cause, telling: Telling, who: Phrase, lead: str) -> str:
    """`is what makes the call return 2 instead of 1, and changes what inspect says`."""
    made = _made(cause.channels, telling)
    changed = _nouns(_told(cause.channels, _CHANGED), telling)
    changes = f"{who.verb('changes', 'change')} {listed(changed)}" if changed else ""
    if not made:
        return f"{lead}{changes}"
    return f"{lead}{who.verb('makes', 'make')} {telling.subject} {made}" + (f", and {changes}" if changes else "")


def _told(channels: Sequence[str], among: Sequence[str]) -> list[str]:
    """The channels worth a word: what follows from another one is left out."""
    return [channel for channel in _leading(channels) if channel in among]


def _leading(channels: Sequence[str]) -> Sequence[str]:
    return [channel for channel in channels if channel not in _FOLLOWING] or channels


def _made(channels: Sequence[str], telling: Telling) -> str:
    others = [channel for channel in NOUNS if channel not in _CHANGED]
    effects = [telling.effects[channel] for channel in _told(channels, others)]
    if "raises" in channels and RETURN_NOTHING in effects:
        effects.remove(RETURN_NOTHING)  # an exception says it
    return listed(effects) if effects else ""


def _sufficient(cause: Cause, telling: Telling) -> str:
    """More than one road, or more to go back than to come: each that is sufficient, and what going back takes."""
    changed = _effect(cause, telling, Phrase("", True), "")
    verb = "are" if len(cause.sufficient) == 1 and _several(cause.sufficient[0]) else "is"
    return f"{_roads(cause, telling.names)} {verb} sufficient to {changed} ({_going_back(cause, telling)})"


def _roads(cause: Cause, names: Names) -> str:
    """`either a or b`, `each of a, b and c`: the sets of which one is enough."""
    if len(cause.sufficient) == 1:
        return names.together(cause.sufficient[0])
    if len(cause.sufficient) == 2:
        return f"either {_alternatives(cause.sufficient, names, 'or')}"
    return f"each of {_alternatives(cause.sufficient, names, 'and')}"


def _alternatives(sets: Sequence[UnitSet], names: Names, word: str) -> str:
    told = [names.together(one, [unit for other in sets[:at] for unit in other]) for at, one in enumerate(sets)]
    if len(told) > TOLD_IN_FULL:
        return f"{count_word(len(told))} sets ({', '.join(told[:2])}, ...)"
    return listed(told, word)


def _going_back(cause: Cause, telling: Telling) -> str:
    """What must go to go back, in full where that is no longer than an aside may be."""
    told = _going_back_in_full(cause, telling)
    if len(told) <= LONGEST_ASIDE:
        return told
    if len(cause.ways_back) > 1:
        return _DIFFERS
    (way,) = cause.ways_back
    if len(way.sets) > 1:
        return f"to go back, one of {count_word(len(way.sets))} sets must go"
    return f"to go back, {count_word(len(way.sets[0]))} differences jointly must go" if _several(way.sets[0]) else told


def _going_back_in_full(cause: Cause, telling: Telling) -> str:
    """What must go to go back; where that is not the same in all channels, for which of them."""
    shown = [way for way in cause.ways_back if way.sets]
    if not shown:
        return NOTHING_SHOWS
    if len(cause.ways_back) == 1:
        return f"to go back, {_taken(shown[0], cause, telling.names)} must go"
    if len(cause.ways_back) > TOLD_IN_FULL:
        return _DIFFERS
    first, *others = [(_taken(way, cause, telling.names), listed(_nouns(way.channels, telling))) for way in shown]
    told = [f"{first[0]} must go for {first[1]}", *(f"{taken} for {nouns}" for taken, nouns in others)]
    unshown = [
        f"for {listed(_nouns(way.channels, telling))} {NOTHING_SHOWS}" for way in cause.ways_back if not way.sets
    ]
    return f"to go back, {'; '.join([*told, *unshown])}"


def _taken(way: WayBack, cause: Cause, names: Names) -> str:
    if len(way.sets) > 1:
        one_of = "one of " if len(way.sets) > TOLD_IN_FULL else ""
        return one_of + _alternatives(way.sets, names, "or")
    (taken,) = way.sets
    if len(cause.sufficient) > 1 and set(taken) == {unit for one in cause.sufficient for unit in one}:
        return "all of them"
    return names.together(taken)


def _overview(causes: Sequence[Cause], telling: Telling) -> str:
    told = [f"{_roads(one, telling.names)} ({', '.join(one.channels)})" for one in causes]
    return f"{count_word(len(causes))} causes are at work: {listed(told)}"


def _inconclusive(verdicts: Sequence[Verdict], telling: Telling, beside_causes: bool) -> Iterator[str]:
    channels: dict[str, list[str]] = {}
    for verdict in verdicts:
        channels.setdefault(verdict.inconclusive, []).append(verdict.channel)
    for reason, names in channels.items():
        nouns = listed(_nouns(names, telling))
        if not beside_causes and len(channels) == 1:
            yield reason if reason == OUTSIDE else f"the experiment is inconclusive: {reason}"
        elif reason == OUTSIDE:
            yield f"the cause of {nouns} lies outside these differences"
        else:
            yield f"for {nouns} the experiment is inconclusive: {reason}"


def _nouns(channels: Sequence[str], telling: Telling) -> list[str]:
    return [NOUNS[channel].format(subject=telling.subject) for channel in channels]
