"""What experiments showed, as plain data: units, trials, and for each channel a verdict.

Knows the shape of the answer to "why". Does not know how trials are chosen or run, nor how the answer is worded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..layers.difference import Row

UnitSet = tuple[str, ...]
"""Ids of units, in the order of the units."""


class Unit(NamedTuple):
    """One difference that can be put in or left out by itself.

    `kind` is one of ARCHITECTURE.md's table, `layer` the layer it stands in, `path` the qualified name of the code it
    stands in, or that it is an attribute of; `label` says in one line what differs. `rows` show it in place. `phrase`
    is the label as the subject of a sentence, code in backticks; `plural` tells whether a verb behind it is in the
    plural, `change` whether what differs is "added", "removed" or "changed".
    """

    id: str
    layer: str
    kind: str
    path: str
    label: str
    rows: tuple[Row, ...] = ()
    phrase: str = ""
    plural: bool = False
    change: str = "changed"


class Trial(NamedTuple):
    """One hybrid: the side before with `units` of the side after.

    `outcome` is "ran", "refused" (before it ran), "crashed" (a signal), "exited" (without a complete record), "timed
    out", "flooded" (more output than is allowed) or "lost" (it ended what watches it). `reason` says what refused or
    ended it. `grade` is "strict", "tolerated" or "refused", `tolerated` why it is no more than that. `likeness` says
    for each channel that differs whether it was as "before", as "after", "third" (neither) or "unseen".
    """

    number: int
    units: UnitSet
    outcome: str
    grade: str
    reason: str = ""
    tolerated: tuple[str, ...] = ()
    likeness: Mapping[str, str] = {}


class Verdict(NamedTuple):
    """What causes the difference in one channel.

    `sufficient`: the smallest sets that give what the side after does when put into the side before.
    `restores_before`: the smallest sets that give what the side before does when taken out of the side after;
    `no_longer_after`: those whose removal ends what the side after does, whatever comes instead. `necessary` is
    `restores_before`. `search` is "exhaustive", "delta debugging" (each set is 1-minimal, and each unit of a
    sufficient one was left out by itself; other sets of several may exist), or "" where none was made.
    `inconclusive` says why there is no set, "" where there is one. `controls` says of "before" and "after" whether the
    control held. `grade` is the worst of the hybrids on which the sets rest. `hybrids` (tried, the controls among
    them), `refused`, `crashed` and `timed_out` count the whole experiment, since channels share their trials; `third`
    counts this channel's. `complete` is False where the budget cut the search short: the sets hold, but are perhaps
    not the smallest, nor all.
    """

    channel: str
    sufficient: tuple[UnitSet, ...] = ()
    restores_before: tuple[UnitSet, ...] = ()
    no_longer_after: tuple[UnitSet, ...] = ()
    grade: str = ""
    controls: Mapping[str, bool] = {}
    hybrids: int = 0
    refused: Mapping[str, int] = {}
    crashed: int = 0
    timed_out: int = 0
    third: int = 0
    search: str = ""
    complete: bool = True
    inconclusive: str = ""

    @property
    def necessary(self) -> tuple[UnitSet, ...]:
        """The smallest sets without which the side after behaves as the side before."""
        return self.restores_before


class Why(NamedTuple):
    """The answer on one interpreter.

    `inseparable` are groups of units that no hybrid that could run tells apart. `varying` names the channels that were
    set aside because they differ from run to run. `closing` is the sentence to quote. `notes` are sentences about the
    whole experiment; `trouble` is one line where there was no experiment at all ("" where there was). `shown` is the
    trial that was asked for in full: its number, and lines of bytecode and behavior.
    """

    units: tuple[Unit, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    trials: tuple[Trial, ...] = ()
    inseparable: tuple[UnitSet, ...] = ()
    varying: tuple[str, ...] = ()
    closing: str = ""
    notes: tuple[str, ...] = ()
    trouble: str = ""
    shown: Mapping[str, Any] | None = None
