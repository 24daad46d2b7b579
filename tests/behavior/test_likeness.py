"""Which side a hybrid's runs are like, channel by channel: real runs of a third text stand for hybrids."""

from __future__ import annotations

import copy

import pytest

from cutaway.layers.behavior import Baselines
from cutaway.layers.difference import Side

HELLO = "def f():\n    print('Hello')\n"
DRIVEN = "when driven to its end"
# The 60th character is the first of 23.
SHOWN = "[8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, ..."
BY_ZERO = "ZeroDivisionError: division by zero"


def sides(asked, before, after, **more):
    facts = asked.observed(asked.side(before, **more), asked.side(after, **more))
    return tuple(Side(one, asked.target(more), asked.python.version_info) for one in facts)


def runs_of(asked, text, **more):
    """One run of a text, as a hybrid's runs are told."""
    return asked.facts(text, **more)["runs"][0]


@pytest.fixture
def hello(asked_newest):
    return sides(asked_newest, HELLO, "async " + HELLO)


def test_the_channels_that_differ_are_those_to_explain(hello):
    assert Baselines(*hello).differing == ("returns", "output", "warns", "eventually", "introspection")
    assert Baselines(*hello).varying == ()


def test_each_side_is_like_itself(hello):
    for word, side in zip(("before", "after"), hello, strict=True):
        for runs in side.facts["runs"]:
            assert set(Baselines(*hello).likeness(runs).values()) == {word}


def test_a_third_behavior_is_neither(asked_newest, hello):
    runs = runs_of(asked_newest, "def f():\n    print('Bye')\n    return 3\n")
    assert Baselines(*hello).likeness(runs) == {
        "returns": "third",
        "output": "third",
        "warns": "before",
        "eventually": "before",
        "introspection": "before",
    }


def test_one_channel_may_be_as_before_and_another_as_after(asked_newest, hello):
    runs = runs_of(asked_newest, "def f():\n    pass\n")
    assert (Baselines(*hello).likeness(runs)["returns"], Baselines(*hello).likeness(runs)["output"]) == (
        "before",
        "after",
    )


def ended(runs, which, **how):
    """The same run, had it ended so."""
    changed = copy.deepcopy(runs)
    changed[which]["ended"] = how
    return changed


def test_a_signal_is_no_evidence_however_much_it_looks_like_a_side(hello):
    runs = ended(hello[1].facts["runs"][0], "dropped", how="signal", signal="SIGSEGV", stage="call")
    assert set(Baselines(*hello).likeness(runs).values()) == {"unseen"}


def test_a_signal_while_the_result_is_driven_leaves_what_the_call_showed(hello):
    runs = ended(hello[1].facts["runs"][0], "driven", how="signal", signal="SIGSEGV", stage="drive")
    told = Baselines(*hello).likeness(runs)
    assert (told["eventually"], told["returns"], told["introspection"]) == ("unseen", "after", "after")


@pytest.mark.parametrize(
    "how",
    [
        {"how": "exit", "status": 0, "stage": "call"},
        {"how": "timeout", "stage": "call"},
        {"how": "output", "stage": "call"},
    ],
)
def test_a_run_without_its_end_is_like_no_side_that_came_to_its_end(hello, how):
    told = Baselines(*hello).likeness(ended(hello[1].facts["runs"][0], "dropped", **how))
    assert {told[name] for name in ("returns", "output", "warns", "eventually")} == {"third"}


def test_a_run_that_ended_as_the_baseline_did_is_like_it(asked_newest):
    text = "import os\ndef f():\n    os._exit({})\n"
    both = sides(asked_newest, text.format(3), "def f():\n    pass\n")
    baselines = Baselines(*both)
    assert baselines.differing[:2] == ("returns", "raises")
    same, other = (baselines.likeness(runs_of(asked_newest, text.format(status))) for status in (3, 4))
    assert (same["returns"], same["raises"]) == ("before", "before")
    assert (other["returns"], other["raises"]) == ("third", "third")


def test_the_status_of_a_process_is_no_part_of_what_it_prints(asked_newest):
    text = "import os\ndef f():\n    os.write(1, b'{}')\n    os._exit({})\n"
    baselines = Baselines(*sides(asked_newest, text.format("x", 1), text.format("y", 2)))
    assert baselines.differing == ("output", "raises")
    assert baselines.likeness(runs_of(asked_newest, text.format("y", 1))) == {"output": "after", "raises": "before"}
    assert baselines.likeness(runs_of(asked_newest, text.format("x", 2))) == {"output": "before", "raises": "after"}


FAILING = "def f(d={{'k': 1}}):\n    print('in f')\n    return {} + d[{!r}]\n"


def test_nothing_is_returned_for_a_reason(asked_newest):
    baselines = Baselines(*sides(asked_newest, FAILING.format("1", "k"), FAILING.format("'x'", "missing")))
    assert baselines.differing[:2] == ("returns", "raises")
    by_type, by_key = (runs_of(asked_newest, FAILING.format(*made)) for made in (("'x'", "k"), ("1", "missing")))
    assert (baselines.likeness(by_type)["returns"], baselines.likeness(by_type)["raises"]) == ("third", "third")
    assert (baselines.likeness(by_key)["returns"], baselines.likeness(by_key)["raises"]) == ("after", "after")


def test_the_lines_of_a_traceback_are_a_sides_only_with_its_exception(asked_newest):
    """All fail at one statement; the message is not asked for, and neither side raises a TypeError."""
    text = "def f(d={{'k': 1}}):\n    one, key = {}, {!r}\n    return one + d[key]\n"
    baselines = Baselines(*sides(asked_newest, text.format("1", "k"), text.format("1", "missing")))
    assert "traceback" in baselines.differing
    for made, like in ((("1", "k"), "before"), (("1", "gone"), "after"), (("'x'", "k"), "third")):
        runs = runs_of(asked_newest, text.format(*made))
        for frame in runs["dropped"]["record"].get("traceback", ()):
            frame["origin"] = "after"
        assert baselines.likeness(runs)["traceback"] == like


def test_a_module_that_fails_in_a_way_of_its_own_is_not_like_one_that_fails(asked_newest):
    more = {"qualname": None, "call": None, "run": True}
    text = "a = {}\nb = int({!r})\n"
    baselines = Baselines(*sides(asked_newest, text.format("1", "5"), text.format("'x'", "five"), **more))
    for a, b, like in (("1", "five", "after"), ("1 / 0", "5", "third")):
        assert baselines.likeness(runs_of(asked_newest, text.format(a, b), **more))["defines"] == like


def test_silence_of_what_fails_as_neither_side_is_no_likeness(asked_newest):
    text = "def f():\n    n = {}\n    {}\n"
    both = sides(asked_newest, text.format(1, "print(n + 1)"), text.format("'x'", "pass"))
    foreign, own = (runs_of(asked_newest, text.format(*made)) for made in (("'x'", "print(n + 1)"), (1, "pass")))
    assert Baselines(*both).differing == ("output",)
    assert Baselines(*both).likeness(foreign)["output"] == "third"
    assert Baselines(*both).likeness(own)["output"] == "after"


def test_what_looking_at_the_function_could_not_tell_is_unseen(hello):
    runs = copy.deepcopy(hello[0].facts["runs"][0])
    del runs["dropped"]["record"]["introspection"]
    told = Baselines(*hello).likeness(runs)
    assert (told["introspection"], told["returns"]) == ("unseen", "before")


@pytest.mark.parametrize(
    ("line", "origin", "like"),
    [
        (2, "before", "before"),
        (3, "before", "after"),  # int('b'), the statement at which the side after fails, in its place before
        (6, "after", "after"),
        (3, "after", "third"),  # the `def` itself
    ],
)
def test_a_statement_counts_by_the_side_whose_line_it_is(asked_newest, line, origin, like):
    before = "def f():\n    int('a')\n    int('b')\n"
    after = "\n\ndef f():\n    int('1')\n\n    int('b')\n"
    both = sides(asked_newest, before, after)
    runs = copy.deepcopy(both[0].facts["runs"][0])
    (frame,) = runs["dropped"]["record"]["traceback"]
    frame.update(line=line, origin=origin)
    assert Baselines(*both).likeness(runs)["traceback"] == like


def test_channels_that_vary_are_set_aside_and_compared_in_kind(asked_newest):
    before = "import os\ndef f():\n    print(os.getpid())\n    return os.getpid()\n"
    after = "import os\ndef f():\n    print(os.getpid())\n    return str(os.getpid())\n"
    both = sides(asked_newest, before, after)
    assert (Baselines(*both).differing, Baselines(*both).varying) == (("returns",), ("output",))
    assert Baselines(*both).likeness(runs_of(asked_newest, before)) == {"returns": "before"}
    assert Baselines(*both).likeness(runs_of(asked_newest, after)) == {"returns": "after"}


def test_a_hybrid_has_the_name_of_the_side_before(asked_newest):
    """Two functions of different names: a name is neither side's behavior."""
    text = "def {}():\n    raise NameError('{}')\n"
    facts = asked_newest.observed(
        asked_newest.side(text.format("f", "f is bad")),
        asked_newest.side(text.format("g", "g is good"), qualname="g"),
    )
    both = tuple(
        Side(one, asked_newest.target({"qualname": name}), asked_newest.python.version_info)
        for one, name in zip(facts, ("f", "g"), strict=True)
    )
    assert Baselines(*both).likeness(runs_of(asked_newest, text.format("f", "f is good")))["raises"] == "after"


def test_effects_are_what_the_call_is_made_to_do(hello):
    assert Baselines(*hello).effects == {
        "returns": "return a coroutine object instead of None",
        "output": "print nothing",
        "warns": "warn that a coroutine was never awaited",
        "eventually": r"print 'Hello\n' when driven to its end",
        "introspection": "look different to `inspect`",
    }


@pytest.mark.parametrize(
    ("before", "after", "channel", "effect"),
    [
        ("def f(): return 1", "def f(): return 2", "returns", "return 2 instead of 1"),
        ("def f(a=1): pass", "def f(a=b): pass", "raises", "raise NameError: name 'b' is not defined while loading"),
        ("async def f(): return 1", "async def f(): return 2", "eventually", f"return 2 instead of 1 {DRIVEN}"),
        ("async def f(): return 1", "async def f(): raise OSError('no')", "eventually", f"raise OSError: no {DRIVEN}"),
        ("async def f(): raise OSError", "async def f(): pass", "eventually", f"no longer raise OSError {DRIVEN}"),
        ("def f(): return 1", "async def f(): pass", "eventually", f"return None {DRIVEN}"),
        ("def f(): yield 1; yield 2", "def f(): yield 3", "eventually", f"give 3 instead of 1, 2 {DRIVEN}"),
        ("def f(): yield 1; 1/0", "def f(): yield 1", "eventually", f"no longer raise {BY_ZERO} {DRIVEN}"),
        (
            "def f(): yield 1; 1/0",
            "def f(): yield 1; yield 2",
            "eventually",
            f"give 1, 2 instead of 1 and no longer raise {BY_ZERO} {DRIVEN}",
        ),
        (
            "async def f(): 1/0",
            "async def f(): return 3",
            "eventually",
            f"return 3 and no longer raise {BY_ZERO} {DRIVEN}",
        ),
        (
            "def f(): yield; print(1)",
            "def f(): yield; print(2)",
            "eventually",
            rf"print '2\n' instead of '1\n' {DRIVEN}",
        ),
        ("def f(): print(1)", "def f(): print(2)", "output", r"print '2\n' instead of '1\n'"),
        ("def f(): pass", "def f(): print(2)", "output", r"print '2\n'"),
        ("def f(): pass", "def f(): raise KeyError(1)", "raises", "raise KeyError: 1"),
        ("def f(): raise KeyError(1)", "def f(): return 3", "raises", "no longer raise KeyError: 1"),
        ("def f(): raise KeyError(1)", "def f(): return 3", "returns", "return 3"),
        (
            "def f(): raise KeyError(1)",
            "def f(): raise IndexError(1)",
            "raises",
            "raise IndexError: 1 instead of KeyError: 1",
        ),
        (
            "def f(): raise KeyError(1)",
            "import os\ndef f(): os._exit(3)",
            "raises",
            "fail (ended its process with status 3 during the call) instead of raising KeyError: 1",
        ),
        ("def f(): return '" + 80 * "a" + "'", "def f(): pass", "returns", f"return None instead of '{59 * 'a'}..."),
        ("def f(): return list(range(8, 40))", "def f(): return 0", "returns", f"return 0 instead of {SHOWN}"),
        (
            "def f(): pass",
            "import os\ndef f(): os._exit(3)",
            "raises",
            "fail (ended its process with status 3 during the call)",
        ),
    ],
)
def test_an_effect_in_words(asked_newest, before, after, channel, effect):
    assert Baselines(*sides(asked_newest, before, after)).effects[channel] == effect


WARN = "import warnings\ndef f():\n"


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("", "warnings.warn('a')", "warn (UserWarning: a)"),
        ("warnings.warn('a')", "warnings.warn('b')", "warn (UserWarning: b) instead of (UserWarning: a)"),
        ("warnings.warn('a')\n warnings.warn('b')", "warnings.warn('a')", "no longer warn (UserWarning: b)"),
        ("warnings.warn('a')", "", "no longer warn"),
        (
            "warnings.warn('a')\n return 1",
            "return 1 if warnings.warn('a') else 1",
            "warn (UserWarning: a) at another place",
        ),
    ],
)
def test_a_warning_is_told_without_its_place(asked_newest, before, after, effect):
    texts = (WARN + f" {body or 'pass'}\n" for body in (before, after))
    assert Baselines(*sides(asked_newest, *texts)).effects["warns"] == effect


def test_two_long_values_are_cut_where_they_differ(asked_newest):
    """The first sixty characters are the same: cut there, a call would return what it returned before."""
    texts = (f"def f(): return list(range({size}))" for size in (40, 41))
    effect = Baselines(*sides(asked_newest, *texts)).effects["returns"]
    after, before = effect.removeprefix("return ").split(" instead of ")
    assert after.endswith("38, 39, 40]")
    assert before.endswith("38, 39]")
    assert max(len(after), len(before)) <= 60


RAISE = "def f():\n    try:\n        {{}}['k']\n    except KeyError as error:\n        raise ValueError({}){}\n"
NOTED = "def f():\n    error = KeyError('k')\n    error.add_note('{}')\n    raise error\n"


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (
            RAISE.format(1, ""),
            RAISE.format(1, " from None"),
            "raise ValueError: 1 from nothing instead of KeyError: 'k'",
        ),
        (
            RAISE.format(1, " from None"),
            RAISE.format(2, " from error"),
            "raise ValueError: 2 instead of ValueError: 1, from KeyError: 'k' instead of nothing",
        ),
        (NOTED.format("a"), NOTED.format("b"), "raise KeyError: 'k' with the note 'b' instead of 'a'"),
        (NOTED.format("a"), "def f():\n    raise KeyError('k')\n", "raise KeyError: 'k' without the note 'a'"),
        (
            "def f():\n    raise ExceptionGroup('g', [KeyError(1), KeyError(2)])\n",
            "def f():\n    raise ExceptionGroup('g', [KeyError(1), OSError(2)])\n",
            "raise ExceptionGroup: g (2 sub-exceptions) with the member OSError: 2 instead of KeyError: 2",
        ),
    ],
)
def test_what_an_exception_of_one_type_holds_else(asked_newest, before, after, effect):
    """Notes, the exception it came from and a group's members count in `raises`: the words must tell them apart."""
    assert Baselines(*sides(asked_newest, before, after)).effects["raises"] == effect


def test_a_side_that_could_not_run_leaves_nothing_to_explain():
    absent = Side({"absent": "Windows has no fork"}, {}, (3, 12, 1))
    assert Baselines(absent, absent).differing == ()


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("a = 1", "a = 2", "define `a` differently"),
        ("a = 1", "a = 1\nb = 2", "define `b`"),
        ("a = 1", "a = 2\nb = 2", "define `b`, and `a` differently"),
        ("a = 1\nb = 2", "a = 1", "no longer define `b`"),
        ("a = 1", "a = 1\nb = c = d = e = f = 2", "define `b`, `c`, `d` and 2 more"),
    ],
)
def test_what_a_module_is_made_to_define(asked_newest, before, after, effect):
    more = {"qualname": None, "call": None, "run": True}
    assert Baselines(*sides(asked_newest, before, after, **more)).effects["defines"] == effect
