"""Behavior: what a call does on each side, channel by channel, and whether it is the same.

Knows baselines, what varies from run to run, and the words for a difference.
Does not know how a run was made, nor what its record looks like: `channels` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..align.sequences import align
from ..cpython import sites
from . import naming
from .channels import CHANNELS, NOTHING, UNAWAITED, UNSEEN, VARYING, Account, Place, Seen, shortened
from .difference import Change, LayerComparison, Line, Row, Side, Span
from .effects import effect, failure
from .statements import shared_numbers, statements_of

NAME = "behavior"
GUARDED = 'the module is run under its own name: what stands under `if __name__ == "__main__"` did not run'
_GUARD = re.compile(r"""if\s+__name__\s*==\s*(["'])__main__\1""")
LINES_SHOWN = 200
# Always shown where a side has something to say; the others only where they differ.
_PLAIN = ("returns", "output", "raises", "warns", "eventually")
_NEUTRAL = "<target>"
# What these say of a run that fails is no silence: in all others it may have had nothing more to say.
_TOLD_OF_A_FAILURE = ("raises", "traceback", "introspection")
_DONE_ONCE = {"dropped": "tried", "driven": "driven to its end"}


def compare(before: Side, after: Side) -> LayerComparison:
    """Compare what the two sides did, baseline by baseline."""
    reason = before.facts.get("absent") or after.facts.get("absent")
    if reason:
        return LayerComparison(NAME, None, reason=reason)
    left, right = _accounts(before, after)
    verdicts = _verdicts(left, right)
    differing = [verdict for verdict in verdicts.values() if verdict.differs]
    return LayerComparison(
        NAME,
        not differing,
        summary=_summary(verdicts),
        changes=tuple(_placed(verdict.change(), after.version) for verdict in differing),
        rows=tuple(row for verdict in verdicts.values() for row in verdict.rows()),
        notes=(*_notes(left, right, verdicts.values()), *_guarded(before, after)),
    )


def _guarded(*sides: Side) -> list[str]:
    """What a script does as one, and a module that is run does not."""
    is_run = any(side.facts.get("call") is None for side in sides)
    return [GUARDED] if is_run and any(_GUARD.match(line) for side in sides for line in side.lines) else []


def listing(side: Side) -> tuple[Line, ...]:
    """What one side alone did."""
    if side.facts.get("absent"):
        return ((Span(str(side.facts["absent"]), "note"),),)
    accounts = [Account(side.facts, runs) for runs in side.facts["runs"]]
    lines: list[Line] = []
    for channel in CHANNELS:
        baselines = [account.seen(channel) for account in accounts]
        seen = _steady(baselines)
        if seen.key is not None and UNSEEN not in baselines:
            varies = not _all_equal(one.key for one in baselines)
            lines.append(_heading(channel + (" (differs from run to run)" if varies else "")))
            lines.extend((Span(f"  {text}", "output"),) for text in _bounded(seen.lines))
    return tuple(lines)


def _placed(change: Change, version: tuple[int, int, int]) -> Change:
    """The change with where CPython notices what it warns of."""
    if change.name != "warns" or UNAWAITED not in str(change.after):
        return change
    return change._replace(sites=sites.sites_of_kind("never awaited", version))


class _Reader:
    """How the runs of two sides are read so that they compare: names set aside, statements in shared numbers."""

    def __init__(self, before: Side, after: Side) -> None:
        self._before, self._after = before, after
        self._neutral = _NEUTRAL if naming.set_aside(before, after) else ""
        numbers = shared_numbers(statements_of(before.facts), statements_of(after.facts))
        self._numbers = {"before": numbers[0], "after": numbers[1]}
        names = (side.facts.get("filename") for side in (before, after))
        self._files = tuple(dict.fromkeys(name for name in names if name))

    def left(self, runs: Mapping[str, Any]) -> Account:
        """A run of the side before, or of a hybrid: the name is that side's, and a place says whose line it is."""
        return self._account(self._before, runs, "before")

    def right(self, runs: Mapping[str, Any]) -> Account:
        """A run of the side after."""
        return self._account(self._after, runs, "after")

    def _account(self, side: Side, runs: Mapping[str, Any], origin: str) -> Account:
        def statement(place: Place) -> Any:
            return self._numbers[place.get("origin") or origin](place["line"])

        own_name = side.target.get("name") or ""
        return Account(side.facts, runs, own_name, self._neutral, statement, files=self._files)


def _accounts(before: Side, after: Side) -> tuple[list[Account], list[Account]]:
    reader = _Reader(before, after)
    return (
        [reader.left(runs) for runs in before.facts["runs"]],
        [reader.right(runs) for runs in after.facts["runs"]],
    )


class _Verdict:
    """One channel of both sides: what was seen first, whether it varies, whether it differs."""

    def __init__(self, channel: str, left: Sequence[Account], right: Sequence[Account]) -> None:
        self.channel = channel
        before = [account.seen(channel) for account in left]
        after = [account.seen(channel) for account in right]
        self.unseen = UNSEEN in (*before, *after)
        if self.unseen:
            before = after = [NOTHING, NOTHING]
        self.before, self.after = _steady(before), _steady(after)
        self.varies = not (_all_equal(seen.key for seen in before) and _all_equal(seen.key for seen in after))
        steady = not self.varies or (
            _all_equal(seen.outline for seen in before) and _all_equal(seen.outline for seen in after)
        )
        self.differs = steady and self.comparable(self.before) != self.comparable(self.after)

    def comparable(self, seen: Seen) -> Any:
        """What of a run compares: where values vary from run to run only what stays, a type or a category."""
        return seen.outline if self.varies else seen.key

    def change(self) -> Change:
        """The difference, in words; None where a side has nothing to say."""
        before, after = self._words(self.before, self.after), self._words(self.after, self.before)
        return Change("channel", self.channel, before, after, name=self.channel)

    def _words(self, seen: Seen, other: Seen) -> str | None:
        if seen.key is None:
            return None
        if self.channel in _PLAIN:
            return seen.words
        return "; ".join(_bounded([line for line in seen.lines if line not in other.lines]))

    def rows(self) -> list[Row]:
        """Both sides, line against line; nothing where there is nothing to say."""
        if self.before.key is None and self.after.key is None:
            return []
        if self.channel not in _PLAIN and not self.differs:
            return []
        title = self.channel + (" (differs from run to run)" if self.varies else "")
        return [Row("heading", _heading(title), None), *self._paired()]

    def _paired(self) -> list[Row]:
        before, after = (_bounded(seen.lines) or ["nothing"] for seen in (self.before, self.after))
        if not self.differs:
            # What is the same may be worded apart: each side has its own lines and its own name.
            return [Row("same", _said(one), _said(two)) for one, two in zip(before, after, strict=False)]
        rows: list[Row] = []
        for tag, i1, i2, j1, j2 in align(before, after).blocks:
            rows += _block_rows(tag, before[i1:i2], after[j1:j2], only_differing=self.channel not in _PLAIN)
        return rows


def _verdicts(left: Sequence[Account], right: Sequence[Account]) -> dict[str, _Verdict]:
    return {channel: _Verdict(channel, left, right) for channel in CHANNELS}


class Baselines:
    """What both sides did, as hybrids are measured by it."""

    def __init__(self, before: Side, after: Side) -> None:
        self._reader = _Reader(before, after)
        self._absent = bool(before.facts.get("absent") or after.facts.get("absent"))
        self._guarded = [] if self._absent else _guarded(before, after)
        self._left = [] if self._absent else [self._reader.left(runs) for runs in before.facts["runs"]]
        self._right = [] if self._absent else [self._reader.right(runs) for runs in after.facts["runs"]]
        self._verdicts = {} if self._absent else _verdicts(self._left, self._right)

    @property
    def differing(self) -> tuple[str, ...]:
        """The channels that differ and are to be explained."""
        return tuple(channel for channel, verdict in self._verdicts.items() if verdict.differs)

    @property
    def varying(self) -> tuple[str, ...]:
        """The channels that are set aside, since they differ from run to run."""
        return tuple(channel for channel, one in self._verdicts.items() if one.varies and not one.differs)

    @property
    def guarded(self) -> str:
        """That what a script does as one did not run, where it did not; else ""."""
        return "".join(self._guarded)

    @property
    def failing_alike(self) -> str:
        """What both sides do as one that raises or does not end by itself, "raise ValueError: x"; "" where not both."""
        verdict = None if self._absent else self._verdicts["raises"]
        if verdict is None or verdict.differs or verdict.varies or verdict.before.key is None:
            return ""
        return failure(verdict.before)

    @property
    def effects(self) -> dict[str, str]:
        """What the side after does in each channel that differs, to be read after "makes the call"."""
        return {name: effect(name, self._verdicts[name].before, self._verdicts[name].after) for name in self.differing}

    def ended(self, runs: Mapping[str, Any]) -> str:
        """How a hybrid's runs ended that did not come to their end, in one line; "" where they did."""
        account = self._reader.left(runs)
        return next((words for name in runs if (words := account.outcome(name))), "")

    def likeness(self, runs: Mapping[str, Any]) -> dict[str, str]:
        """Say for each channel that differs whether a run was as "before", as "after", "third" or "unseen"."""
        account = self._reader.left(runs)
        return {channel: self._likeness(channel, account) for channel in self.differing}

    def _likeness(self, channel: str, account: Account) -> str:
        if any(_proves_nothing(run) for run in _runs_behind(channel, account)):
            return "unseen"
        seen, verdict = account.seen(channel), self._verdicts[channel]
        if seen is UNSEEN:
            return "unseen"
        if self._is_of_a_failure_of_its_own(channel, seen, account):
            return "third"
        for word, side, baseline in (("before", verdict.before, self._left), ("after", verdict.after, self._right)):
            if verdict.comparable(seen) == verdict.comparable(side) and _ends(channel, account) in [
                _ends(channel, one) for one in baseline
            ]:
                return word
        return "third"

    def _is_of_a_failure_of_its_own(self, channel: str, seen: Seen, account: Account) -> bool:
        """Tell whether what is seen comes of failing as neither side does, so that likeness to a side says nothing.

        What fails so returns, prints and defines nothing for a reason that is no side's: `"x" + 1` is not what makes a
        call return nothing that ends in a KeyError. Nor are its lines that traceback where `d[key] + 1` fails: which
        statement fails is a side's only with its type of exception, whatever the message.
        """
        if channel == "traceback":
            return not self._fails_as_a_side(account, lambda raised: raised.outline)
        silent = channel not in _TOLD_OF_A_FAILURE and not seen.lines
        return silent and not self._fails_as_a_side(account, self._verdicts["raises"].comparable)

    def _fails_as_a_side(self, account: Account, compared: Callable[[Seen], Any]) -> bool:
        """Tell whether a run failed as one of the sides does, or did not fail where one of them does not."""
        raises = self._verdicts["raises"]
        return compared(account.seen("raises")) in (compared(raises.before), compared(raises.after))


def _runs_behind(channel: str, account: Account) -> list[Mapping[str, Any]]:
    """The runs that a channel rests on: what drives the result to its end is made by the call."""
    names = ("dropped", "driven") if channel == "eventually" else ("dropped",)
    return [account.runs[name] for name in names if name in account.runs]


def _proves_nothing(run: Mapping[str, Any]) -> bool:
    """Of 345 ill-formed hybrids 68 looked like a side (CAUSES): a run that died by a signal is no evidence at all."""
    ended, record = run["ended"], run["record"]
    return ended["how"] in ("signal", "lost") or ended["stage"] == "trouble" or "too_large" in record


def _ends(channel: str, account: Account) -> list[Any]:
    return [_end(run["ended"]) for run in _runs_behind(channel, account)]


def _end(ended: Mapping[str, Any]) -> tuple[str, ...]:
    """How a run ended; all that came to the end of the code under study are one. Its status is for `raises` to tell."""
    if ended["how"] == "complete" or ended["stage"] in ("look", "end"):
        return ("complete",)
    return (ended["how"], ended["stage"])


def _block_rows(tag: str, before: Sequence[str], after: Sequence[str], *, only_differing: bool) -> list[Row]:
    if tag == "equal":
        if only_differing:
            return []
        return [Row("same", _said(one), _said(two)) for one, two in zip(before, after, strict=True)]
    both = min(len(before), len(after))
    rows = [Row("changed", _said(before[at], True), _said(after[at], True)) for at in range(both)]
    rows += [Row("removed", _said(text, True), None) for text in before[both:]]
    return rows + [Row("added", None, _said(text, True)) for text in after[both:]]


def _summary(verdicts: Mapping[str, _Verdict]) -> str:
    phrases = [phrase for channel, say in _PHRASES.items() if (phrase := _phrase(verdicts[channel], say))]
    if phrases:
        return "; ".join(phrases)
    differing = [verdict.channel for verdict in verdicts.values() if verdict.differs]
    return " and ".join(_HIDDEN.get(name, f"{name} differs") for name in differing)


def _phrase(verdict: _Verdict, say: Callable[[Seen, Seen], str]) -> str:
    return say(verdict.before, verdict.after) if verdict.differs else ""


def _returns_phrase(before: Seen, after: Seen) -> str:
    if after is NOTHING or before is NOTHING:
        return "" if after is NOTHING else f"returns {_first_line(after.words)}"
    return f"returns {_first_line(after.words)} instead of {_first_line(before.words)}"


def _output_phrase(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return "prints nothing"
    return "prints something" if before is NOTHING else "prints something else"


def _raises_phrase(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return f"no longer: {_first_line(before.words)}"
    is_exception = isinstance(after.key[0], list) and after.key[0][0] == "raises"
    return f"raises {_first_line(after.words)}" if is_exception else _first_line(after.words)


def _warns_phrase(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return "no longer warns"
    return "warns: never awaited" if UNAWAITED in after.words else f"warns: {_first_line(after.words)}"


_PHRASES: Mapping[str, Callable[[Seen, Seen], str]] = {
    "returns": _returns_phrase,
    "output": _output_phrase,
    "raises": _raises_phrase,
    "warns": _warns_phrase,
}
_HIDDEN = {"eventually": "driven to its end, it does something else", "defines": "defines other names"}


def _notes(left: Sequence[Account], right: Sequence[Account], verdicts: Iterable[_Verdict]) -> Iterable[str]:
    yield _tried([account.facts for account in (left[0], right[0])])
    verdicts = list(verdicts)
    if varying := [verdict.channel for verdict in verdicts if verdict.varies and not verdict.differs]:
        yield f"differs from run to run, and is not counted: {', '.join(varying)}"
    if varying := [verdict.channel for verdict in verdicts if verdict.varies and verdict.differs]:
        yield f"differs in kind, and in detail from run to run: {', '.join(varying)}"
    if unseen := [verdict.channel for verdict in verdicts if verdict.unseen]:
        yield f"not compared, since a side did not come to its end: {', '.join(unseen)}"
    masked = set().union(*(account.masked for account in (*left, *right)))
    if masked:
        yield f"addresses are masked in: {', '.join(channel for channel in CHANNELS if channel in masked)}"
    placed = set().union(*(account.placed for account in (*left, *right)))
    if placed:
        yield f"places in the files compared are masked in: {', '.join(one for one in CHANNELS if one in placed)}"
    for word, account in (("before", left[0]), ("after", right[0])):
        yield from _side_notes(word, account)


def _tried(sides: Sequence[Mapping[str, Any]]) -> str:
    call = sides[0].get("call")
    what = "running the module" if call is None else f"the call {call}"
    but = ", unless it did not end" if any("dropped" in facts.get("waited_once", ()) for facts in sides) else ""
    return f"holds for {what}, tried twice a side{but}"


def _side_notes(word: str, account: Account) -> Iterable[str]:
    run = account.runs["dropped"]
    if revision := account.facts.get("revision"):
        yield f"{word}: what it imports beside itself comes from the working tree, not from {revision}"
    if bound := run["record"].get("bound_at"):
        yield f"{word}: the name is bound to the definition at line {bound}, and that one was called"
    if run["ended"]["stage"] == "look" and run["ended"]["how"] != "complete":
        yield f"{word}: looking at the function afterwards did not end well ({run['ended']['how']})"
    if waited := account.facts.get("waited_once"):
        yield f"{word}: {' and '.join(_DONE_ONCE[name] for name in waited)} once only, since there was no end in time"
    if run["left_behind"]:
        yield f"{word}: what it started and left running was killed"
    loading = run["output"].get("load", {})
    if account.facts.get("call") is not None and any(loading.values()):
        yield f"{word}: loading the module prints, too; only what the call prints is compared"


def _steady(baselines: Sequence[Seen]) -> Seen:
    """What is the same in both baselines: what varies is told as such, so that asking again gives the same answer."""
    first, second = baselines
    if first.key == second.key:
        return first
    kept = [line for line in first.lines if line in second.lines]
    kind = f"{first.outline}, " if isinstance(first.outline, str) and first.outline == second.outline else ""
    words = f"({kind}{VARYING})"
    return Seen(first.key, first.outline, words, (*kept, words))


def _all_equal(keys: Iterable[Any]) -> bool:
    first, *others = keys
    return all(key == first for key in others)


def _bounded(lines: Sequence[str]) -> list[str]:
    """The lines, each without line ends of its own, and how many more there are."""
    shown = [piece for line in lines[:LINES_SHOWN] for piece in line.split("\n")]
    if len(lines) > LINES_SHOWN:
        shown.append(f"... and {len(lines) - LINES_SHOWN} more lines")
    return shown


def _first_line(words: str, limit: int = 80) -> str:
    return shortened(words.partition("\n")[0], limit)


def _heading(text: str) -> Line:
    return (Span(text, "heading"),)


def _said(text: str, differs: bool = False) -> Line:
    return (Span(text, "output", differs),)
