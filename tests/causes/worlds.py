"""Made-up worlds for the planner: which sets are refused, and what each hybrid is like.

Knows how a plan is driven. Does not know how a plan is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cutaway.causes.asking import run
from cutaway.causes.planning import BUDGET, explain
from cutaway.compare.verdicts import Trial, Unit, UnitSet, Why


def units(count: int) -> list[Unit]:
    return [
        Unit(f"u{at}", "bytecode", "instructions", "f", f"OP_{at}", phrase=f"`OP_{at}`") for at in range(1, count + 1)
    ]


@dataclass
class World:
    """`like(set)` says a hybrid's likeness by channel, `refuses(set)` names a refusal or says ""."""

    count: int
    like: Callable[[frozenset[str]], dict[str, str]]
    refuses: Callable[[frozenset[str]], str] = lambda chosen: ""
    grade: Callable[[frozenset[str]], str] = lambda chosen: "strict"
    outcome: Callable[[frozenset[str]], str] = lambda chosen: "ran"
    tried: list[UnitSet] = field(default_factory=list)
    checked: list[UnitSet] = field(default_factory=list)

    def check(self, sets: Sequence[UnitSet]) -> list[dict[str, Any]]:
        self.checked += sets
        return [self._checked(frozenset(one)) for one in sets]

    def _checked(self, chosen: frozenset[str]) -> dict[str, Any]:
        if name := self.refuses(chosen):
            return {"refused": {"name": name, "detail": ""}}
        return {"grade": self.grade(chosen), "tolerated": []}

    def attempt(self, chosen: UnitSet) -> Trial:
        self.tried.append(chosen)
        among = frozenset(chosen)
        return Trial(0, chosen, self.outcome(among), self.grade(among), likeness=self.like(among))

    def why(self, channels: Iterable[str] = ("returns",), budget: int = BUDGET) -> Why:
        return run(explain(units(self.count), tuple(channels), budget), self.check, self.attempt)


def needs(*causes: Iterable[int]) -> Callable[[frozenset[str]], dict[str, str]]:
    """`returns` is as after where one of these sets of units is there, else as before."""
    sets = [{f"u{at}" for at in cause} for cause in causes]
    return lambda chosen: {"returns": "after" if any(one <= chosen for one in sets) else "before"}
