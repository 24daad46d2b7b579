"""The words of an answer: the closing sentence, and since when a cause is one."""

from __future__ import annotations

import pytest

from cutaway.causes.sentences import closing
from cutaway.causes.since import causes_since, in_words
from cutaway.compare.verdicts import Unit, Verdict, Why

PHRASES = (
    "the flag COROUTINE",
    "`RETURN_GENERATOR; POP_TOP`",
    "the constant `1` becoming `2`",
    "dropping `CALL f; POP_TOP`",
    "the docstring `None` becoming `'a'`",
)
EFFECTS = {
    "returns": "return a coroutine object instead of None",
    "output": "print nothing",
    "raises": "raise KeyError: 1",
    "warns": "warn that a coroutine was never awaited",
    "eventually": "do something else when driven to its end",
    "introspection": "look different to `inspect`",
    "traceback": "show other lines in its traceback",
    "defines": "define something else",
}
FLAG, START, CONSTANT, CALL, DOC = (("u1",), ("u2",), ("u3",), ("u4",), ("u5",))
BOTH = ("u1", "u2")
OUTSIDE = "the cause lies outside these differences"


CHANGES = ("added", "added", "changed", "removed", "changed")


def units():
    told = enumerate(zip(PHRASES, CHANGES, strict=True), 1)
    return tuple(Unit(f"u{at}", "code", "kind", "f", "", phrase=words, change=change) for at, (words, change) in told)


def caused(channel, sufficient, restores=None, **more):
    sets = tuple(sufficient) if isinstance(sufficient, list) else (sufficient,)
    back = sets if restores is None else tuple(restores)
    return Verdict(channel, sets, back, back, **more)


def said(*verdicts, place="On CPython 3.12.1", subject="the call", **more):
    return closing(Why(units(), verdicts, **more), place, EFFECTS, subject)


def test_hello_world_since_3_11():
    assert said(
        caused("returns", START),
        caused("output", START),
        caused("warns", BOTH, [FLAG, START]),
        caused("eventually", START),
        caused("introspection", FLAG),
    ) == (
        "On CPython 3.12.1 `RETURN_GENERATOR; POP_TOP` is what makes the call return a coroutine object instead of "
        "None and print nothing; the flag COROUTINE alone changes only what `inspect` says; the warning needs both."
    )


def test_hello_world_up_to_3_9():
    channels = ("returns", "output", "warns", "eventually", "introspection")
    assert said(*(caused(channel, FLAG) for channel in channels), place="On CPython 3.9.18") == (
        "On CPython 3.9.18 the flag COROUTINE is what makes the call return a coroutine object instead of None, "
        "print nothing and warn that a coroutine was never awaited, and changes what `inspect` says."
    )


def test_hello_world_on_3_10():
    """The flag suffices; going back needs flag and GEN_START together (CAUSES)."""
    assert said(caused("returns", FLAG, [BOTH])) == (
        "On CPython 3.12.1 the flag COROUTINE is sufficient to make the call return a coroutine object instead of "
        "None (to go back, the flag COROUTINE and `RETURN_GENERATOR; POP_TOP` jointly must go)."
    )


def test_joint_causes():
    assert said(caused("returns", BOTH, [FLAG, START])) == (
        "On CPython 3.12.1 the flag COROUTINE and `RETURN_GENERATOR; POP_TOP` jointly make the call "
        "return a coroutine object instead of None."
    )


def test_what_cannot_be_separated():
    assert said(caused("returns", BOTH), inseparable=(BOTH,)) == (
        "On CPython 3.12.1 the flag COROUTINE and `RETURN_GENERATOR; POP_TOP`, which cannot be separated, "
        "make the call return a coroutine object instead of None."
    )


def test_three_that_cannot_be_separated_are_all_named():
    assert said(caused("returns", ("u2", "u3", "u4")), inseparable=(("u2", "u3", "u4"),)) == (
        "On CPython 3.12.1 `RETURN_GENERATOR; POP_TOP`, the constant `1` becoming `2` and dropping `CALL f; POP_TOP`, "
        "which cannot be separated, make the call return a coroutine object instead of None."
    )


def test_behind_what_is_dropped_what_is_added_has_its_verb():
    assert said(caused("returns", ("u4", "u2"), [CALL])) == (
        "On CPython 3.12.1 dropping `CALL f; POP_TOP` and adding `RETURN_GENERATOR; POP_TOP` jointly make the call "
        "return a coroutine object instead of None."
    )
    assert "either dropping `CALL f; POP_TOP` or adding the flag COROUTINE is sufficient" in said(
        caused("returns", [CALL, FLAG], [])
    )


def test_of_many_that_cannot_be_separated_the_first_are_named():
    every = ("u1", "u2", "u3", "u4", "u5")
    assert said(caused("returns", every), inseparable=(every,)) == (
        "On CPython 3.12.1 the flag COROUTINE, `RETURN_GENERATOR; POP_TOP` and three more, which cannot be separated, "
        "make the call return a coroutine object instead of None."
    )


def test_what_cannot_be_separated_is_one_thing_beside_another():
    assert said(caused("returns", ("u1", "u2", "u3")), inseparable=(("u2", "u3"),)) == (
        "On CPython 3.12.1 the flag COROUTINE and `RETURN_GENERATOR; POP_TOP` (which cannot be separated from the "
        "constant `1` becoming `2`) jointly make the call return a coroutine object instead of None."
    )


def test_either_of_two():
    assert said(caused("returns", [FLAG, CONSTANT], [("u1", "u3")])) == (
        "On CPython 3.12.1 either the flag COROUTINE or the constant `1` becoming `2` is sufficient to make the call "
        "return a coroutine object instead of None (to go back, all of them must go)."
    )


def test_two_causes_of_two_channels():
    assert said(caused("returns", CONSTANT), caused("output", CALL)) == (
        "On CPython 3.12.1 the constant `1` becoming `2` is what makes the call return a coroutine object instead of "
        "None; dropping `CALL f; POP_TOP` is what makes the call print nothing."
    )


def test_nothing_shows_what_is_necessary():
    assert said(caused("returns", FLAG, [])).endswith(" (no hybrid that could run shows what is necessary).")


def test_only_inspection_differs():
    assert said(caused("introspection", DOC)) == (
        "On CPython 3.12.1 the docstring `None` becoming `'a'` is what changes what `inspect` says."
    )


def test_more_than_three_causes_are_told_in_short():
    assert said(
        caused("returns", START), caused("output", CONSTANT), caused("warns", CALL), caused("introspection", FLAG)
    ) == (
        "On CPython 3.12.1 four causes are at work: `RETURN_GENERATOR; POP_TOP` (returns), the constant `1` becoming "
        "`2` (output), dropping `CALL f; POP_TOP` (warns) and the flag COROUTINE (introspection)."
    )


def test_many_joint_differences_are_counted():
    assert said(caused("returns", ("u1", "u2", "u3", "u4"), [FLAG])) == (
        "On CPython 3.12.1 four differences (the flag COROUTINE, `RETURN_GENERATOR; POP_TOP`, ...) jointly make the "
        "call return a coroutine object instead of None."
    )


def test_outside():
    assert said(Verdict("returns", inconclusive=OUTSIDE), Verdict("output", inconclusive=OUTSIDE)) == (
        f"On CPython 3.12.1 {OUTSIDE}."
    )


@pytest.mark.parametrize(
    ("around", "words"),
    [
        ([], "outside the target the modules do not differ"),
        (["a"], "outside the target the modules differ, too: in `a`"),
        (["a", ""], "outside the target the modules differ, too: in `a` and statements that bind no name"),
        ([""], "outside the target the modules differ, too: in statements that bind no name"),
        (["a", "b", "c", "d", "e"], "outside the target the modules differ, too: in `a`, `b`, `c` and two more"),
    ],
)
def test_outside_with_what_differs_around(around, words):
    why = Why(units(), (Verdict("returns", inconclusive=OUTSIDE),))
    told = closing(why, "On CPython 3.12.1", EFFECTS, around=around)
    assert told == f"On CPython 3.12.1 {OUTSIDE}; {words}."


def test_one_cause_whose_way_back_differs_is_told_once():
    """Only going back tells the channels apart; that of the traceback follows and goes without saying."""
    assert said(
        caused("returns", CONSTANT, [("u3", "u4")]),
        caused("output", CONSTANT, [CALL, DOC]),
        caused("traceback", CONSTANT, [("u3", "u4", "u5")]),
    ) == (
        "On CPython 3.12.1 the constant `1` becoming `2` is sufficient to make the call return a coroutine object "
        "instead of None and print nothing (to go back, the constant `1` becoming `2` and dropping `CALL f; POP_TOP` "
        "jointly must go for what the call returns; dropping `CALL f; POP_TOP` or the docstring `None` becoming "
        "`'a'` for what the call prints)."
    )


def test_one_cause_is_one_of_three_whichever_ways_back_it_has():
    """Three sets that suffice, five channels: no overview that names one of them twice."""
    told = said(
        caused("returns", START, [BOTH]),
        caused("output", START),
        caused("raises", START, []),
        caused("introspection", FLAG),
        caused("warns", CALL),
    )
    assert told.count("`RETURN_GENERATOR; POP_TOP` is sufficient") == 1
    assert "causes are at work" not in told
    assert "; for what the call raises no hybrid that could run shows what is necessary)" in told


def test_a_way_back_that_would_be_longer_than_the_answer_is_counted():
    long = tuple(unit._replace(phrase=f"`{90 * unit.id}`") for unit in units())
    one, several = caused("returns", CONSTANT, [BOTH]), caused("output", CONSTANT, [CALL, DOC])
    for verdicts, end in [
        ((one,), "(to go back, two differences jointly must go)."),
        ((several,), "(to go back, one of two sets must go)."),
        ((one, several), "(what must go to go back differs from channel to channel)."),
    ]:
        assert closing(Why(long, verdicts), "On CPython 3.12.1", EFFECTS).endswith(end)


def test_what_only_the_traceback_takes_to_go_back_makes_no_weaker_sentence():
    assert said(caused("returns", CONSTANT), caused("traceback", CONSTANT, [("u3", "u5")])) == (
        "On CPython 3.12.1 the constant `1` becoming `2` is what makes the call return a coroutine object instead of "
        "None."
    )


def test_where_many_are_each_enough_to_go_back_one_of_them_must_go():
    each = [(f"u{at}",) for at in (1, 3, 4, 5)]
    assert "(to go back, one of four sets (the flag COROUTINE, the constant `1` becoming `2`, ...) must go)" in said(
        caused("returns", START, each)
    )
    assert "the constant `1` becoming `2` or dropping `CALL f; POP_TOP` must go)" in said(
        caused("returns", START, each[:3])
    )


def test_in_short_no_road_is_left_out():
    several = [caused(channel, one) for channel, one in (("output", START), ("warns", CALL), ("introspection", DOC))]
    told = said(caused("returns", [FLAG, CONSTANT], [("u1", "u3")]), *several)
    assert "four causes are at work: either the flag COROUTINE or the constant `1` becoming `2` (returns), " in told


@pytest.mark.parametrize(
    ("around", "words"),
    [
        (None, "the modules differ in their own names, `old` and `new`"),
        ([], "outside the target the modules differ only in their own names, `old` and `new`"),
        (["a"], "outside the target the modules differ, too: in `a`, and in their own names, `old` and `new`"),
    ],
)
def test_outside_where_each_file_has_a_name_of_its_own(around, words):
    """`__name__` is the file's name: a logger that is called by it prints it."""
    why = Why(units(), (Verdict("output", inconclusive=OUTSIDE),))
    told = closing(why, "On CPython 3.12.1", EFFECTS, around=around, modules=("old", "new"))
    assert told == f"On CPython 3.12.1 the cause lies outside these differences; {words}."


def test_what_differs_around_goes_without_saying_where_a_cause_was_found():
    why = Why(units(), (caused("returns", FLAG),))
    assert "outside" not in closing(why, "On CPython 3.12.1", EFFECTS, around=["a"])


def test_one_channel_outside():
    assert said(caused("returns", START), Verdict("output", inconclusive=OUTSIDE)) == (
        "On CPython 3.12.1 `RETURN_GENERATOR; POP_TOP` is what makes the call return a coroutine object instead of "
        "None; the cause of what the call prints lies outside these differences."
    )


def test_inconclusive():
    why = "the control with all differences put in was refused (stack underflow)"
    assert said(Verdict("returns", inconclusive=why)) == f"On CPython 3.12.1 the experiment is inconclusive: {why}."


def test_nothing_differs():
    assert said() == "On CPython 3.12.1 no channel of behavior differs."


def test_cut_short():
    assert said(caused("returns", FLAG, complete=False)).endswith(
        ". The budget cut the search short: the sets are perhaps not the smallest."
    )


def test_a_module_is_called_a_module():
    assert "makes the module print nothing" in said(caused("output", CONSTANT), subject="the module")


def test_a_verb_follows_the_number_of_its_subject():
    several = (Unit("u1", "code", "function_attribute", "f", "", phrase="the decorators `a, b`", plural=True),)
    assert closing(Why(several, (caused("returns", FLAG),)), "On CPython 3.12.1", EFFECTS) == (
        "On CPython 3.12.1 the decorators `a, b` are what make the call return a coroutine object instead of None."
    )


def test_since_when():
    old = Why(units(), (caused("returns", FLAG), caused("introspection", FLAG)))
    middle = Why(units(), (caused("returns", FLAG, [BOTH]), caused("introspection", FLAG)))
    new = Why(units(), (caused("returns", START), caused("introspection", FLAG)))
    tried = ("3.8.18", "3.9.18", "3.10.13", "3.11.7", "3.12.1")
    found = causes_since(list(zip(tried, (old, old, middle, new, new), strict=True)))
    assert [in_words(one, tried) for one in found] == [
        "the flag COROUTINE up to 3.9.18. On 3.10.13: the flag COROUTINE sufficient, the flag COROUTINE and "
        "`RETURN_GENERATOR; POP_TOP` jointly necessary. From 3.11.7 on: `RETURN_GENERATOR; POP_TOP`.",
        "the flag COROUTINE on every version tried.",
    ]


def test_since_when_says_what_has_no_cause():
    answers = [
        ("3.8.18", Why(trouble="the experiment was lost.")),
        ("3.9.18", Why(units(), (Verdict("returns", inconclusive=OUTSIDE),))),
        ("3.10.13", Why(units(), varying=("returns",))),
        ("3.11.7", Why(units())),
    ]
    assert [answer.words for answer in causes_since(answers)[0].answers] == [
        "no answer: the experiment was lost",
        f"inconclusive: {OUTSIDE}",
        "set aside, as it differs from run to run",
        "no difference",
    ]


def test_an_exception_says_that_nothing_is_returned():
    effects = {**EFFECTS, "returns": "return nothing"}
    why = Why(units(), (caused("returns", CONSTANT), caused("raises", CONSTANT), caused("traceback", CONSTANT)))
    assert closing(why, "On CPython 3.12.1", effects) == (
        "On CPython 3.12.1 the constant `1` becoming `2` is what makes the call raise KeyError: 1."
    )


def test_a_joint_road_is_in_the_plural():
    assert " jointly are sufficient to make the call return " in said(caused("returns", BOTH, [("u2", "u3")]))


def test_what_a_person_asked_first_comes_first():
    """What inspect says is told behind what the call returns, whichever has the smaller cause."""
    told = said(caused("returns", ("u2", "u3"), [START]), caused("introspection", FLAG))
    assert told.index("return a coroutine") < told.index("alone changes only what `inspect` says")


def test_one_joint_cause_is_told_once_whichever_part_is_enough_to_go_back():
    assert said(caused("returns", BOTH, [FLAG]), caused("introspection", BOTH, [FLAG, START])) == (
        "On CPython 3.12.1 the flag COROUTINE and `RETURN_GENERATOR; POP_TOP` jointly make the call "
        "return a coroutine object instead of None, and change what `inspect` says."
    )
