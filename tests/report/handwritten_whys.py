"""Answers to "why", written by hand: the founding case on three versions, and what else experiments may end in."""

from __future__ import annotations

import handwritten

from cutaway.compare.comparison import Comparison
from cutaway.compare.verdicts import Trial, Unit, UnitSet, Verdict, Why
from cutaway.layers.difference import Row, Span

HELD = {"before": True, "after": True}
CALL = ("returns", "output")


def flag(unit: str, name: str = "COROUTINE") -> Unit:
    shown = handwritten.line("co_flags ", Span(name, "flag", differs=True))
    return Unit(unit, "code", "flag", "hello_world", f"flag {name}", (Row("added", None, shown),), f"the flag {name}")


def instructions(unit: str, *opnames: str) -> Unit:
    rows = (
        *handwritten.gained(*((("", name, "")) for name in opnames), version="3.12.1"),
        Row("same", handwritten.instruction("", "RESUME", "0"), handwritten.instruction("", "RESUME", "0")),
    )
    words = "; ".join(opnames)
    return Unit(unit, "bytecode", "instructions", "hello_world", words, rows, f"`{words}`")


def alike(channel: str, *sets: UnitSet, **more: object) -> Verdict:
    """A verdict in which what is sufficient is necessary in both meanings."""
    told = {"grade": "strict", "controls": HELD, "hybrids": 4, "search": "exhaustive", **more}
    return Verdict(channel, sets, sets, sets, **told)  # type: ignore[arg-type]


def jointly(channel: str, **more: object) -> Verdict:
    """A verdict in which the first two units suffice together, and each of them is necessary."""
    each = (("u1",), ("u2",))
    return alike(channel, **more)._replace(sufficient=(("u1", "u2"),), restores_before=each, no_longer_after=each)


def trial(number: int, units: UnitSet, like: dict[str, str], **more: object) -> Trial:
    told = {"outcome": "ran", "grade": "strict", **more}
    return Trial(number, units, likeness=like, **told)  # type: ignore[arg-type]


CHANNELS = ("returns", "output", "warns", "introspection")


def like(side: str, **others: str) -> dict[str, str]:
    return dict.fromkeys(CHANNELS, side) | others


ON_3_8 = Why(
    units=(flag("u1"),),
    verdicts=tuple(alike(channel, ("u1",), hybrids=2) for channel in CHANNELS),
    trials=(trial(1, (), like("before")), trial(2, ("u1",), like("after"))),
    closing="On CPython 3.8.18 the flag COROUTINE is what makes the call return a coroutine object instead of None; "
    "it is also what makes the difference in output, in warns and in introspection.",
)
"""The flag is the only difference there is."""

ON_3_10 = Why(
    units=(flag("u1"), instructions("u2", "GEN_START")),
    verdicts=tuple(
        Verdict(channel, (("u1",),), (("u1", "u2"),), (("u1",),), "tolerated", HELD, 4, crashed=1, search="exhaustive")
        for channel in CHANNELS
    ),
    trials=(
        trial(1, (), like("before")),
        trial(2, ("u1", "u2"), like("after")),
        trial(3, ("u1",), like("after"), grade="tolerated", tolerated=("a stray value stays on the stack",)),
        trial(4, ("u2",), like("unseen"), outcome="crashed", reason="died of SIGSEGV"),
    ),
    closing="On CPython 3.10.13 the flag COROUTINE is what makes the call return a coroutine object instead of None; "
    "the way back needs `GEN_START` too.",
)
"""The flag suffices, the way back needs both."""

ON_3_12 = Why(
    units=(flag("u1"), instructions("u2", "RETURN_GENERATOR", "POP_TOP"), instructions("u3", "CALL_INTRINSIC_1")),
    verdicts=(
        *(alike(channel, ("u2",), hybrids=6, refused={"row without its handler": 2}) for channel in CALL),
        jointly("warns", hybrids=6, refused={"row without its handler": 2}, third=1),
        alike("introspection", ("u1",), hybrids=6, refused={"row without its handler": 2}),
    ),
    trials=(
        trial(1, (), like("before")),
        trial(2, ("u1", "u2", "u3"), like("after")),
        trial(3, ("u1",), like("before", introspection="after")),
        trial(4, ("u2",), like("after", warns="third", introspection="before")),
        Trial(5, ("u3",), "refused", "refused", "row without its handler"),
    ),
    closing="On CPython 3.12.1 `RETURN_GENERATOR; POP_TOP` is what makes the call return a coroutine object; the flag "
    "COROUTINE alone changes only what `inspect` says; the warning needs both.",
)

NOTHING_DIFFERS = Why(
    closing="No channel of behavior differs: there is nothing to explain.",
    notes=("This holds for the call target(1); another may differ.",),
)

OUTSIDE = Why(
    units=(flag("u1"),),
    verdicts=(
        Verdict(
            "returns",
            controls={"before": True, "after": False},
            hybrids=2,
            inconclusive="the cause lies outside these differences",
        ),
    ),
    closing="On CPython 3.12.1 the cause of the difference in returns lies outside these differences.",
)

INCONCLUSIVE = Why(
    units=(flag("u1"), instructions("u2", "YIELD_VALUE")),
    verdicts=(
        alike("returns", ("u1",)),
        Verdict("output", controls=HELD, hybrids=2, timed_out=2, inconclusive="no hybrid that could run tells"),
    ),
    varying=("warns", "eventually"),
    inseparable=(("u1", "u2"),),
    closing="On CPython 3.12.1 the flag COROUTINE is what makes the call return a coroutine object.",
)

CUT_SHORT = Why(
    units=tuple(instructions(f"u{at}", "LOAD_CONST", f"STORE_NAME_{at}") for at in range(1, 25)),
    verdicts=(
        Verdict(
            "returns",
            (("u3", "u7", "u8", "u9"),),
            (("u3",), ("u7", "u8")),
            (("u3",), ("u9",)),
            "tolerated",
            HELD,
            50,
            {"stack underflow": 3, "jump into removed code": 12},
            search="delta debugging",
            complete=False,
            third=1,
        ),
    ),
    trials=(
        trial(1, (), {"returns": "before"}),
        trial(2, tuple(f"u{at}" for at in range(1, 25)), {"returns": "after"}),
        trial(3, tuple(f"u{at}" for at in range(1, 13)), {"returns": "third"}),
        trial(4, tuple(f"u{at}" for at in (1, 2, 5, 6, 7, 24)), {"returns": "before"}),
    ),
    closing="On CPython 3.12.1 4 of 24 differences jointly are what changes the result.",
)

IN_TWO_PLACES = Why(
    units=(
        instructions("u1", "LOAD_CONST 2"),
        instructions("u2", "LOAD_CONST 2")._replace(
            label="LOAD_CONST 2 in hello_world.<locals>.inner", phrase="`LOAD_CONST 2` in `hello_world.<locals>.inner`"
        ),
    ),
    verdicts=(alike("returns", ("u1",), ("u2",)),),
    closing="On CPython 3.12.1 either of two differences is what changes the result.",
)

TROUBLE = Why(trouble="the experiment's process died of SIGKILL")

SHOWN = ON_3_12._replace(
    shown={
        "number": 4,
        "bytecode": (
            handwritten.line(Span("hello_world", "heading")),
            handwritten.instruction("", "RETURN_GENERATOR"),
            handwritten.instruction("", "POP_TOP"),
        ),
        "behavior": (handwritten.line("returns a coroutine object"),),
    }
)


def asked(*whys: tuple[str, Why]) -> Comparison:
    """The founding case with these answers, each on its version."""
    comparison = handwritten.founding(*(version for version, _ in whys))
    answered = (one._replace(why=why) for one, (_, why) in zip(comparison.comparisons, whys, strict=True))
    return comparison._replace(comparisons=tuple(answered))


def on(version: str, answer: Why) -> Why:
    """The same answer of another version."""
    return answer._replace(closing=answer.closing.replace("3.12.1", version))


ON_FOUR = (
    ("3.8.18", ON_3_8),
    ("3.10.13", ON_3_10),
    ("3.12.1", ON_3_12),
    ("3.13.0", on("3.13.0", ON_3_12)),
)
ON_EIGHT = (
    *ON_FOUR[:1],
    ("3.9.18", TROUBLE),
    ON_FOUR[1],
    ("3.11.7", on("3.11.7", INCONCLUSIVE)),
    *ON_FOUR[2:],
    ("3.14.8", on("3.14.8", OUTSIDE)),
    ("3.15.0", on("3.15.0", CUT_SHORT)),
)
