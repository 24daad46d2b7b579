"""The planner in made-up worlds whose causes are known."""

from __future__ import annotations

import pytest
from worlds import World, needs, units

from cutaway.causes.asking import run
from cutaway.causes.planning import explain


def only(why):
    (verdict,) = why.verdicts
    return verdict


def test_one_cause_among_three():
    why = World(3, needs([2])).why()
    verdict = only(why)
    assert verdict.sufficient == verdict.necessary == verdict.no_longer_after == (("u2",),)
    assert (verdict.search, verdict.complete, verdict.inconclusive) == ("exhaustive", True, "")
    assert verdict.hybrids == len(why.trials) == 8
    assert verdict.controls == {"before": True, "after": True}


def test_two_joint_causes():
    verdict = only(World(3, needs([1, 3])).why())
    assert verdict.sufficient == (("u1", "u3"),)
    assert verdict.restores_before == (("u1",), ("u3",))


def test_either_of_two_suffices_and_both_are_needed_to_go_back():
    verdict = only(World(4, needs([1], [3])).why())
    assert verdict.sufficient == (("u1",), ("u3",))
    assert verdict.restores_before == (("u1", "u3"),)


def test_a_third_behavior_tells_the_two_meanings_of_necessary_apart():
    def like(chosen):
        alone = {frozenset(): "before", frozenset({"u1", "u2"}): "after", frozenset({"u1"}): "after"}
        return {"returns": alone.get(chosen, "third")}

    verdict = only(World(2, like).why())
    assert verdict.sufficient == (("u1",),)
    assert verdict.restores_before == (("u1", "u2"),)
    assert verdict.no_longer_after == (("u1",),)
    assert verdict.third == 1


def test_each_channel_has_its_own_cause():
    def like(chosen):
        return {
            "returns": "after" if "u1" in chosen else "before",
            "warns": "after" if {"u1", "u2"} <= chosen else "before",
            "introspection": "after" if "u2" in chosen else "before",
        }

    why = World(2, like).why(("returns", "warns", "introspection"))
    assert [verdict.sufficient for verdict in why.verdicts] == [(("u1",),), (("u1", "u2"),), (("u2",),)]
    assert [verdict.hybrids for verdict in why.verdicts] == [4, 4, 4]


@pytest.mark.parametrize(
    ("control", "reason"),
    [
        ("before", "the cause lies outside these differences"),
        ("after", "taking the code apart and putting it together changes this already, with no difference put in"),
        ("third", "taking the code apart and putting it together changes this already, with no difference put in"),
    ],
)
def test_a_control_that_fails_is_never_a_set(control, reason):
    world = World(3, lambda chosen: {"returns": control})
    verdict = only(world.why())
    assert verdict.inconclusive == reason
    assert verdict.sufficient == verdict.restores_before == verdict.no_longer_after == ()
    assert verdict.controls == {"before": control == "before", "after": control == "after"}
    assert world.tried == [(), ("u1", "u2", "u3")]


def test_one_channel_outside_does_not_keep_another_from_an_answer():
    def like(chosen):
        return {"returns": "after" if "u1" in chosen else "before", "output": "before"}

    returns, output = World(2, like).why(("returns", "output")).verdicts
    assert returns.sufficient == (("u1",),)
    assert output.inconclusive == "the cause lies outside these differences"


def test_no_units_at_all_lie_outside():
    world = World(0, lambda chosen: {"returns": "before"})
    assert only(world.why()).inconclusive == "the cause lies outside these differences"
    assert world.tried == [()]


def test_a_refused_control_says_so():
    world = World(2, needs([1]), refuses=lambda chosen: "stack underflow" if len(chosen) == 2 else "")
    assert only(world.why()).inconclusive == ("the control with all differences put in was refused (stack underflow)")


def test_refused_sets_are_never_tried_and_counted_by_reason():
    world = World(3, needs([1]), refuses=lambda chosen: "stack underflow" if chosen == {"u2"} else "")
    why = world.why()
    assert ("u2",) not in world.tried
    assert only(why).refused == {"stack underflow": 1}
    assert [trial.number for trial in why.trials] == list(range(1, 9))
    refused = [trial for trial in why.trials if trial.outcome == "refused"]
    assert [(trial.units, trial.reason, trial.grade) for trial in refused] == [(("u2",), "stack underflow", "refused")]


def test_units_that_no_hybrid_tells_apart_are_said():
    world = World(3, needs([1]), refuses=lambda chosen: "x" if ("u1" in chosen) != ("u3" in chosen) else "")
    why = world.why()
    assert why.inseparable == (("u1", "u3"),)
    assert only(why).sufficient == (("u1", "u3"),)


def test_inseparable_units_among_many_are_found_by_checks():
    def refuses(chosen):
        return "x" if len(chosen & {"u4", "u11", "u17"}) in (1, 2) else ""

    world = World(24, needs([4, 11]), refuses=refuses)
    why = world.why()
    assert why.inseparable == (("u4", "u11", "u17"),)
    assert only(why).sufficient == only(why).restores_before == (("u4", "u11", "u17"),)


def test_units_that_only_seem_inseparable_are_taken_apart():
    """u1 needs u2 or u3 beside it, and the other way round: no two of them are always together."""
    trio = {"u1", "u2", "u3"}
    world = World(12, needs([1, 3]), refuses=lambda chosen: "x" if len(chosen & trio) == 1 else "")
    why = world.why()
    assert only(why).sufficient == (("u1", "u3"),)
    assert why.inseparable == ()


@pytest.mark.parametrize("cause", range(1, 25))
def test_one_cause_among_24_takes_at_most_40_hybrids(cause):
    world = World(24, needs([cause]))
    verdict = only(world.why())
    assert verdict.sufficient == verdict.restores_before == verdict.no_longer_after == ((f"u{cause}",),)
    assert verdict.search == "delta debugging"
    assert verdict.hybrids == len(world.tried) <= 16


@pytest.mark.parametrize("causes", [(3, 22), (1, 5, 9, 13, 17, 20, 24)])
def test_several_joint_causes_among_24(causes):
    named = tuple(f"u{at}" for at in causes)
    verdict = only(World(24, needs(causes)).why())
    assert verdict.sufficient == (named,)
    assert verdict.restores_before == verdict.no_longer_after == tuple((one,) for one in named)


def test_each_of_several_that_make_a_third_behavior_is_necessary_by_itself():
    """Each constant of a tuple that is returned: without one it is another tuple, without all it is that of before."""
    causes = frozenset({"u2", "u11", "u12"})

    def like(chosen):
        return {"returns": {frozenset(): "before", causes: "after"}.get(chosen & causes, "third")}

    verdict = only(World(14, like).why())
    assert verdict.search == "delta debugging"
    assert verdict.restores_before == (("u2", "u11", "u12"),)
    assert verdict.no_longer_after == (("u2",), ("u11",), ("u12",))


def test_either_of_two_among_many_is_sufficient_by_itself():
    verdict = only(World(24, needs([5], [19])).why())
    assert verdict.search == "delta debugging"
    assert verdict.sufficient == (("u5",), ("u19",))
    assert verdict.restores_before == (("u5", "u19"),)


def test_those_that_cannot_be_separated_are_tried_together_where_single_ones_are():
    pair = {"u3", "u4"}
    world = World(15, needs([3, 9]), refuses=lambda chosen: "x" if len(chosen & pair) == 1 else "")
    verdict = only(world.why())
    assert verdict.sufficient == (("u3", "u4", "u9"),)
    assert verdict.restores_before == verdict.no_longer_after == (("u9",), ("u3", "u4"))


@pytest.mark.parametrize("budget", range(2, 70, 3))
def test_a_search_whose_single_ones_were_not_all_tried_is_not_complete(budget):
    verdict = only(World(24, needs((1, 5, 9, 13, 17, 20, 24))).why(budget=budget))
    assert verdict.hybrids <= budget
    assert len(verdict.restores_before) == 7 or not verdict.complete


@pytest.mark.parametrize(
    ("count", "causes"),
    [(50, range(1, 51)), (51, range(1, 51)), (50, range(1, 51, 2)), (50, range(1, 46)), (100, range(3, 100, 8))],
)
def test_many_causes_take_a_try_a_unit_and_one_a_cause(count, causes):
    """Each cause must be left out once to be called needed; 1-minimal means that again where the set got smaller."""
    world = World(count, needs(causes))
    verdict = only(world.why())
    assert verdict.sufficient == (tuple(f"u{at}" for at in causes),)
    assert verdict.complete
    assert len(world.tried) <= count + len(causes) + 40


@pytest.mark.parametrize("idle", [(), ("u51",)])
def test_where_some_causes_make_a_third_behavior_each_goal_takes_about_a_try_a_unit(idle):
    """The last unit is `positions` where lines moved: it is left out first, so each goal asks about the others once."""
    causes = frozenset(f"u{at}" for at in range(1, 51))

    def like(chosen):
        return {"returns": {frozenset(): "before", causes: "after"}.get(chosen & causes, "third")}

    world = World(50 + len(idle), like)
    verdict = only(world.why())
    assert [set(one) for one in verdict.sufficient + verdict.restores_before] == [causes, causes]
    assert {frozenset(one) for one in verdict.no_longer_after} == {frozenset({one}) for one in causes}
    assert len(world.tried) <= 3 * 50 + 40


def test_a_second_channel_with_the_same_cause_costs_next_to_nothing():
    world = World(24, lambda chosen: dict.fromkeys(("returns", "output"), needs([7])(chosen)["returns"]))
    one = World(24, needs([7]))
    one.why()
    world.why(("returns", "output"))
    assert len(world.tried) == len(one.tried)


def test_a_smaller_set_that_the_search_of_a_later_channel_shows_is_taken():
    """Five of the second half suffice, and nothing less of them; so do two that only the other channel has tried."""
    five, two = {f"u{at}" for at in range(7, 12)}, {"u1", "u12"}

    def like(chosen):
        returns = five <= chosen or chosen == two
        return {"returns": "after" if returns else "before", "output": "after" if two <= chosen else "before"}

    verdicts = {verdict.channel: verdict for verdict in World(12, like).why(("returns", "output")).verdicts}
    assert verdicts["output"].sufficient == verdicts["returns"].sufficient == (("u1", "u12"),)
    alone = only(World(12, lambda chosen: {"returns": like(chosen)["returns"]}).why())
    assert set(alone.sufficient[0]) == five


@pytest.mark.parametrize("budget", range(1, 14))
def test_a_budget_is_kept_and_what_was_found_is_right(budget):
    world = World(24, needs([5, 19]))
    verdict = only(world.why(budget=budget))
    assert len(world.tried) <= budget
    assert not verdict.complete
    if budget >= 2:
        assert {"u5", "u19"} <= set(verdict.sufficient[0])
        assert {"u5", "u19"} & set(verdict.restores_before[0])
    else:
        assert verdict.inconclusive == "the budget does not allow both controls"


def test_few_units_and_a_small_budget_are_narrowed_down():
    verdict = only(World(9, needs([4])).why(budget=20))
    assert (verdict.search, verdict.complete, verdict.sufficient) == ("delta debugging", True, (("u4",),))


def test_the_grade_is_the_worst_of_the_hybrids_on_which_a_verdict_rests():
    alone = World(3, needs([2]), grade=lambda chosen: "tolerated" if chosen == {"u2"} else "strict")
    elsewhere = World(3, needs([2]), grade=lambda chosen: "tolerated" if chosen == {"u1"} else "strict")
    assert only(alone.why()).grade == "tolerated"
    assert only(elsewhere.why()).grade == "strict"


def test_a_crash_is_counted_and_is_no_evidence():
    def like(chosen):
        return {"returns": "unseen"} if chosen == {"u1"} else needs([2])(chosen)

    world = World(2, like, outcome=lambda chosen: "crashed" if chosen == {"u1"} else "ran")
    verdict = only(world.why())
    assert verdict.crashed == 1
    assert verdict.sufficient == (("u2",),)
    assert verdict.no_longer_after == (("u1", "u2"),)


def test_the_same_question_gives_the_same_answer():
    def world():
        return World(15, needs([2, 9], [4]), refuses=lambda chosen: "x" if len(chosen) % 5 == 3 else "")

    assert world().why() == world().why()


def test_so_many_units_that_most_were_never_looked_at_are_not_called_inseparable():
    why = World(400, needs([17])).why()
    assert only(why).sufficient == (("u17",),)
    assert why.inseparable == ()


def test_progress_is_told_with_the_most_that_may_come():
    told = []
    world = World(3, needs([2]), refuses=lambda chosen: "x" if chosen == {"u1"} else "")
    run(explain(units(3), ("returns",), 100), world.check, world.attempt, lambda *one: told.append(one))
    assert told[-1] == (7, 7)
    assert [done for done, _ in told] == list(range(1, 8))
