"""A case of a cause: what the file in `tests/causes/cases` says, and whether a set of units is the one it means.

Knows the notation (tests/causes/README.md). Does not know how an answer is come by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any

from cutaway import session
from cutaway.targets import Source, from_code

FOLDER = Path(__file__).parent / "cases"
CHANNELS = ("returns", "output", "raises", "warns", "eventually", "introspection", "traceback", "defines")
MEANINGS = ("sufficient", "necessary", "no longer")
VERDICT = rf"(?:{'|'.join(CHANNELS)})(?: (?:necessary|no longer))?"
HEADER = re.compile(rf"# (?P<key>call|run|target|optimize|versions|around|{VERDICT}): (?P<value>.+)")
BEFORE, AFTER = "# === before\n", "# === after\n"
# What a channel may be said to be where no set of units is the answer.
NO_SET = frozenset({"same", "outside", "altered", "varies", "whatever"})

Minor = tuple[int, int]
Unit = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Case:
    """One case: what its header says, and its two texts."""

    name: str
    header: Mapping[str, str]
    before: str
    after: str

    def runs_on(self, version: Minor) -> bool:
        """Does the text mean anything to that version?"""
        first, _, last = self.header.get("versions", "3.8").partition(" to ")
        return minor(first) <= version <= minor(last or "3.99")

    def says(self, channel: str, meaning: str, version: Minor) -> str:
        """What the header says of a channel; `as CHANNEL` is what it says of that one."""
        told = self._told(channel, meaning, version)
        if told.startswith("as "):
            return self.says(told.removeprefix("as "), meaning, version)
        return told

    def _told(self, channel: str, meaning: str, version: Minor) -> str:
        key = channel if meaning == "sufficient" else f"{channel} {meaning}"
        if key in self.header:
            return by_version(self.header[key], version)
        if meaning == "sufficient":
            return "same"
        told = by_version(self.header.get(channel, "same"), version)
        # A single unit that is enough is, unless the case says otherwise, what cannot be missed, too. Of a set or of
        # alternatives that does not follow: the case says it or leaves it.
        settled = told.startswith("as ") or told in NO_SET or not re.search(r" \+ | or |^several ", told)
        return told if settled else "whatever"

    @property
    def sources(self) -> tuple[Source, Source]:
        """The two sides as targets."""
        names = (self.header.get("target", "") or "").split() or [None]
        return from_code(self.before, "before", names[0]), from_code(self.after, "after", names[-1])

    @cached_property
    def question(self) -> session.Question:
        """What is asked: why, for the case's call or for running its module."""
        level = self.header.get("optimize")
        return session.Question(
            call=self.header.get("call"),
            run="run" in self.header,
            optimize=None if level is None else int(level),
            why=True,
        )


def minor(text: str) -> Minor:
    """`3.11` as (3, 11)."""
    first, _, second = text.partition(".")
    return int(first), int(second)


def by_version(told: str, version: Minor) -> str:
    """The answer for a version in a line such as `flag COROUTINE; from 3.11: instructions RETURN_GENERATOR`."""
    first, *later = told.split("; ")
    answer = first
    for step in later:
        start, _, value = step.removeprefix("from ").partition(": ")
        if version >= minor(start):
            answer = value
    return answer


def read_case(path: Path) -> Case:
    """Read one file; a line of the header that looks like a key but is none is an error, not prose."""
    head, rest = path.read_text(encoding="utf-8").split(BEFORE, 1)
    before, after = ("\n" + rest).split("\n" + AFTER, 1)
    header = {}
    for line in head.splitlines()[1:]:
        if found := HEADER.fullmatch(line):
            assert found["key"] not in header, f"{path.name}: said twice: {line}"
            header[found["key"]] = found["value"]
        else:
            assert not re.match(r"# \w+(?: necessary| no longer)?: ", line), f"{path.name}: no such key: {line}"
    return Case(path.stem, header, before[1:] + "\n" if before else "", after)


CASES = [read_case(path) for path in sorted(FOLDER.glob("*.py"))]


# -- sets of units ----------------------------------------------------------------------------------------------------


def is_meant(told: str, sets: Sequence[Sequence[str]], units: Sequence[Unit]) -> bool:
    """Are these sets of units the alternatives that `told` means, no more and no fewer?"""
    alternatives = [alternative.split(" + ") for alternative in told.split(" or ")]
    by_id = {unit["id"]: unit for unit in units}
    found = [[by_id[name] for name in one] for one in sets]
    return len(found) == len(alternatives) and any(
        all(_set_is_meant(patterns, one) for patterns, one in zip(alternatives, order, strict=True))
        for order in permutations(found)
    )


def _set_is_meant(patterns: Sequence[str], units: Sequence[Unit]) -> bool:
    several = [pattern for pattern in patterns if pattern.startswith("several ")]
    single = [pattern for pattern in patterns if not pattern.startswith("several ")]
    assert len(several) <= 1, "one pattern at most may stand for several units"
    if len(units) < len(patterns) or (not several and len(units) > len(patterns)):
        return False
    return any(
        all(_is_meant(pattern, [unit]) for pattern, unit in zip(single, chosen, strict=True))
        and all(_is_meant(several[0].removeprefix("several "), rest) for _ in several)
        for chosen in permutations(units, len(single))
        for rest in [[unit for unit in units if unit not in chosen]]
    )


def _is_meant(pattern: str, units: Sequence[Unit]) -> bool:
    """Are all units of a kind that the pattern names, and is each of its words said of one of them?"""
    kinds, *words = pattern.split()
    texts = "\n".join(text_of(unit) for unit in units)
    return all(unit["kind"] in kinds.split("/") or kinds == "any" for unit in units) and all(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w|\.[0-9])", texts) for word in words
    )


def text_of(unit: Unit) -> str:
    """Where a unit stands, its label, and the rows that differ: what is only context does not count."""
    rows = [row for row in unit.get("rows", ()) if row.get("mark") in {"changed", "added", "removed", "moved"}]
    lines = [row[side] for row in rows for side in ("before", "after") if row.get(side)]
    return "\n".join([unit["path"], unit["label"], *("".join(str(span[0]) for span in line) for line in lines)])


def worded(sets: Sequence[Sequence[str]], units: Sequence[Unit]) -> str:
    """Sets of units in the words that a failing test shows."""
    names = {unit["id"]: f"{unit['kind']} {unit['label']} ({unit['path']})" for unit in units}
    return " or ".join(" + ".join(names[name] for name in one) for one in sets) or "none"
