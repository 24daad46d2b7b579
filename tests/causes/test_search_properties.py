"""Exhaustive search is the oracle: what is found in random worlds holds, and nothing smaller does."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worlds import World

from cutaway.causes import goals
from cutaway.causes.asking import run
from cutaway.causes.delta import narrowest
from cutaway.causes.notebook import Notebook

CHANNEL = "returns"
LIKENESSES = ("before", "after", "third", "unseen")


class Law(NamedTuple):
    """A made-up world's law: likeness and refusal of every set of its units."""

    count: int
    causes: tuple[frozenset[str], ...]
    refused: frozenset[frozenset[str]]
    exceptions: dict[frozenset[str], str]

    @property
    def units(self) -> frozenset[str]:
        return frozenset(f"u{at}" for at in range(1, self.count + 1))

    def like(self, chosen: frozenset[str]) -> dict[str, str]:
        if chosen in (frozenset(), self.units):
            return {CHANNEL: "after" if chosen else "before"}
        monotone = "after" if any(cause <= chosen for cause in self.causes) else "before"
        return {CHANNEL: self.exceptions.get(chosen, monotone)}

    def refuses(self, chosen: frozenset[str]) -> str:
        return "refused" if chosen in self.refused and chosen not in (frozenset(), self.units) else ""

    def world(self) -> World:
        return World(self.count, self.like, self.refuses)

    def holds(self, goal: str, units: frozenset[str]) -> bool:
        hybrid = units if goal == "sufficient" else self.units - units
        wanted = {"sufficient": {"after"}, "restores_before": {"before"}, "no_longer_after": {"before", "third"}}
        return not self.refuses(hybrid) and self.like(hybrid)[CHANNEL] in wanted[goal]

    def minimal(self, goal: str) -> list[frozenset[str]]:
        """All sets that hold without a proper subset that does, by sheer enumeration."""
        ordered = sorted(self.units)
        found: list[frozenset[str]] = []
        for size in range(1, self.count + 1):
            for one in map(frozenset, combinations(ordered, size)):
                if self.holds(goal, one) and not any(other < one for other in found):
                    found.append(one)
        return found


@st.composite
def laws(draw, most=7, monotone=False, refusals=True):
    count = draw(st.integers(1, most))
    units = [f"u{at}" for at in range(1, count + 1)]
    sets = st.frozensets(st.sampled_from(units), min_size=1)
    causes = draw(st.lists(sets, min_size=1, max_size=3))
    refused = draw(st.frozensets(sets, max_size=30)) if refusals else frozenset()
    exceptions = {} if monotone else draw(st.dictionaries(sets, st.sampled_from(LIKENESSES), max_size=30))
    return Law(count, tuple(causes), refused, exceptions)


GOALS = ("sufficient", "restores_before", "no_longer_after")


@given(laws())
@settings(max_examples=150, deadline=None)
def test_exhaustive_search_finds_all_minimal_sets_and_no_others(law):
    (verdict,) = law.world().why().verdicts
    assert verdict.search == "exhaustive"
    for goal in GOALS:
        assert {frozenset(one) for one in getattr(verdict, goal)} == set(law.minimal(goal))


@given(laws(), st.integers(0, 120))
@settings(max_examples=150, deadline=None)
def test_delta_debugging_is_right_and_one_minimal_whatever_the_world(law, spare):
    """A budget below what exhaustion needs makes it narrow down."""
    world = law.world()
    needed = sum(
        not law.refuses(frozenset(one))
        for size in range(law.count + 1)
        for one in combinations(sorted(law.units), size)
    )
    budget = max(needed - 1 - spare, 2)
    (verdict,) = world.why(budget=budget).verdicts
    assert len(world.tried) <= budget
    assert not any(law.refuses(frozenset(one)) for one in world.tried)
    for goal in GOALS:
        for found in map(frozenset, getattr(verdict, goal)):
            assert law.holds(goal, found)
            if verdict.complete:
                assert not any(law.holds(goal, found - {unit}) for unit in found if len(found) > 1)


def narrowed(law, goal):
    """What delta debugging alone makes of a world, whatever the number of its units."""

    def plan():
        notebook = Notebook([f"u{at}" for at in range(1, law.count + 1)], 1000)
        yield from notebook.attempt([(), notebook.everything])
        found, complete = yield from narrowest(notebook, goal, [(unit,) for unit in notebook.everything], ())
        assert complete
        return frozenset(found)

    world = law.world()
    return run(plan(), world.check, world.attempt)


@given(laws(most=9, monotone=True, refusals=False))
@settings(max_examples=100, deadline=None)
def test_delta_debugging_agrees_with_exhaustion_in_monotone_worlds(law):
    for goal in goals.ALL:
        minimal = law.minimal(goal.__name__)
        found = narrowed(law, goal(CHANNEL))
        assert found in minimal
        if len(minimal) == 1:
            assert len(found) == len(minimal[0])


@given(laws(most=8))
@settings(max_examples=150, deadline=None)
def test_delta_debugging_alone_is_right_and_one_minimal(law):
    for goal in goals.ALL:
        found = narrowed(law, goal(CHANNEL))
        assert law.holds(goal.__name__, found)
        assert not any(law.holds(goal.__name__, found - {unit}) for unit in found if len(found) > 1)


@given(laws(most=9, monotone=True))
@settings(max_examples=100, deadline=None)
def test_units_that_cannot_be_separated_are_those_that_no_accepted_set_separates(law):
    why = law.world().why()
    accepted = [
        frozenset(one)
        for size in range(law.count + 1)
        for one in combinations(sorted(law.units), size)
        if not law.refuses(frozenset(one))
    ]
    for one, other in combinations(sorted(law.units), 2):
        apart = any((one in chosen) != (other in chosen) for chosen in accepted)
        together = any(one in group and other in group for group in why.inseparable)
        assert together == (not apart)


def alone(sets):
    return {frozenset(one) for one in sets if len(one) == 1}


def narrowed_down(law):
    """The verdict within the largest budget that does not allow every set; None where nothing was narrowed down."""
    accepted = sum(
        not law.refuses(frozenset(one))
        for size in range(law.count + 1)
        for one in combinations(sorted(law.units), size)
    )
    (verdict,) = law.world().why(budget=max(accepted - 1, 2)).verdicts
    return verdict if verdict.complete and verdict.search == "delta debugging" else None


@given(laws(most=9, monotone=True, refusals=False))
@settings(max_examples=100, deadline=None)
def test_where_more_units_never_hurt_all_that_do_it_alone_are_found(law):
    verdict = narrowed_down(law)
    assume(verdict)
    for goal in GOALS:
        assert alone(getattr(verdict, goal)) == {one for one in law.minimal(goal) if len(one) == 1}


@given(laws(most=9))
@settings(max_examples=150, deadline=None)
def test_each_unit_of_a_sufficient_set_that_is_necessary_alone_is_found_whatever_the_world(law):
    verdict = narrowed_down(law)
    assume(verdict)
    members = {unit for one in verdict.sufficient for unit in one}
    for goal in ("restores_before", "no_longer_after"):
        wanted = {frozenset({unit}) for unit in members if law.holds(goal, frozenset({unit}))}
        assert wanted <= alone(getattr(verdict, goal))


@st.composite
def wide_laws(draw):
    """Many units; groups that are refused when torn apart, and any few sets refused beside."""
    count = draw(st.integers(10, 30))
    units = [f"u{at}" for at in range(1, count + 1)]
    torn = draw(st.lists(st.frozensets(st.sampled_from(units), min_size=2, max_size=4), max_size=3))
    causes = draw(st.lists(st.frozensets(st.sampled_from(units), min_size=1, max_size=14), min_size=1, max_size=2))
    return count, torn, causes


@given(wide_laws())
@settings(max_examples=80, deadline=None)
def test_many_units_with_groups_that_must_stay_whole(drawn):
    count, torn, causes = drawn

    def refuses(chosen):
        return "torn" if any(0 < len(chosen & group) < len(group) for group in torn) else ""

    everything = frozenset(f"u{at}" for at in range(1, count + 1))

    def like(chosen):
        return {CHANNEL: "after" if any(cause <= chosen for cause in causes) else "before"}

    (verdict,) = World(count, like, refuses).why().verdicts
    assert verdict.complete
    if not torn and verdict.search == "delta debugging":
        necessary = {frozenset({one}) for one in everything if like(everything - {one})[CHANNEL] == "before"}
        assert alone(verdict.restores_before) == alone(verdict.no_longer_after) == necessary
        assert alone(verdict.sufficient) == {cause for cause in causes if len(cause) == 1}
    for goal, wanted in (("sufficient", "after"), ("restores_before", "before")):
        for found in map(frozenset, getattr(verdict, goal)):
            for units, expected in [(found, True), *((found - {one}, False) for one in found if len(found) > 1)]:
                hybrid = units if goal == "sufficient" else everything - units
                assert (not refuses(hybrid) and like(hybrid)[CHANNEL] == wanted) is expected
