"""What a plan asks of the world, and the drive of a plan for callers who can answer at once.

Knows the two questions and their answers. Does not know which questions are worth asking, nor how they are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from ..compare.verdicts import Trial, UnitSet

Answer = TypeVar("Answer")

Checked = Mapping[str, Any]
"""{"refused": {"name", "detail"}} or {"grade": "strict" or "tolerated", "tolerated": [sentences]}."""


class Check(NamedTuple):
    """Asks which of these sets make a hybrid that is well formed; the answer is a list of `Checked`."""

    sets: tuple[UnitSet, ...]


class Try(NamedTuple):
    """Asks for the trials of these sets, in order; the answer is a list of `Trial`, whose numbers do not count.

    `at_most` is the largest number of tries that the plan could come to, those already made included.
    """

    sets: tuple[UnitSet, ...]
    at_most: int


Plan = Generator[Check | Try, Any, Answer]
"""Yields questions, is sent their answers, and returns what it found."""


def run(
    plan: Plan[Answer],
    check: Callable[[Sequence[UnitSet]], Sequence[Checked]],
    attempt: Callable[[UnitSet], Trial],
    progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """Answer all that a plan asks by these two functions; `progress` is told the tries done and the most to come."""
    answer: Sequence[Checked] | list[Trial] | None = None
    done = 0
    while True:
        try:
            question = plan.send(answer)
        except StopIteration as end:
            found: Answer = end.value
            return found
        if isinstance(question, Check):
            answer = check(question.sets)
            continue
        trials = []
        for chosen in question.sets:
            trials.append(attempt(chosen))
            done += 1
            if progress is not None:
                progress(done, question.at_most)
        answer = trials
