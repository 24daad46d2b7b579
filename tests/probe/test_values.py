"""Constants that look alike and run apart: whether two are the same is asked of the programs' own output.

Knows programs that print what their constants hold. Does not know how a constant is encoded.
"""

from __future__ import annotations

import subprocess

import pytest
from tests.probe.conftest import as_source

from cutaway.interpreters import Interpreter, Probe

SETS = [
    ("{8, 0}", "{0, 8}"),
    ("{1, 2, 3}", "{3, 2, 1}"),
    ("{16.0, 0.0}", "{0.0, 16.0}"),
    ("{8j, 0}", "{0, 8j}"),
    ("{(0,), (1,), (2,), (3,)}", "{(3,), (2,), (1,), (0,)}"),
    ("{8, 40, 0, 16, 24}", "{24, 16, 0, 40, 8}"),
]


def printed(python: Interpreter, text: str) -> str:
    return subprocess.check_output([python.executable, "-I", "-c", text], text=True)


def is_same_code(probe: Probe, before: str, after: str) -> bool:
    sides = {"before": as_source(before), "after": as_source(after)}
    answer = probe.ask({"op": "pair", **sides, "depth": "code", "optimize": None})
    assert answer["error"] is None
    return answer["deepest"] is None


def is_same_fingerprint(probe: Probe, before: str, after: str) -> bool:
    request = {"op": "fingerprint", "layer": "code", "optimize": None}
    answers = [probe.ask({**request, "source": as_source(text)})["fingerprint"] for text in (before, after)]
    return answers[0] == answers[1]


@pytest.mark.parametrize(("before", "after"), SETS)
@pytest.mark.parametrize("around", ["for x in %s: print(x)", "print([x for x in %s])"])
def test_a_set_of_numbers_is_the_same_where_its_order_is(
    around: str, before: str, after: str, python: Interpreter, probe: Probe
) -> None:
    texts = around % before, around % after
    same = printed(python, texts[0]) == printed(python, texts[1])
    assert is_same_code(probe, *texts) is same
    assert is_same_fingerprint(probe, *texts) is same


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("print({8, 0, 16, 24})", "print({0, 8, 16, 24})"),
        ("for x in {-2, -10, 10**400}: print(x)", "for x in {10**400, -10, -2}: print(x)"),
        ("for x in {9, True}: print(x)", "for x in {True, 9}: print(x)"),
    ],
)
def test_an_order_that_is_printed_is_a_difference(before: str, after: str, python: Interpreter, probe: Probe) -> None:
    """However the compiler makes the set: 3.8 and 3.15 do not make all of these of a constant."""
    assert printed(python, before) != printed(python, after)
    assert not is_same_code(probe, before, after)
    assert not is_same_fingerprint(probe, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{'a', 'b', 'c', 'd'}", "{'d', 'c', 'b', 'a'}"),
        ("{b'a', b'b', 1}", "{1, b'b', b'a'}"),
        ("{None, 1, 2}", "{2, 1, None}"),
        ("{('a', 1), ('b', 2)}", "{('b', 2), ('a', 1)}"),
        ("{1e999 - 1e999, 8, 0}", "{8, 0, 1e999 - 1e999}"),
    ],
)
def test_an_order_that_the_process_decides_does_not_count(before: str, after: str, probe: Probe) -> None:
    """The hash of text is the seed's, that of None and NaN (by version) an address."""
    texts = f"x in {before}", f"x in {after}"
    assert is_same_code(probe, *texts)
    assert is_same_fingerprint(probe, *texts)


NAN = "(1e999 - 1e999)"


@pytest.mark.parametrize("around", ["%s", "(%s + 0j).real", "((%s,),)[0][0]"])
def test_a_nan_has_its_sign(around: str, python: Interpreter, probe: Probe) -> None:
    texts = [f"import math\nprint(math.copysign(1, {around % nan}))" for nan in (NAN, f"-{NAN}")]
    assert printed(python, texts[0]) != printed(python, texts[1])
    assert not is_same_code(probe, *texts)
    assert not is_same_fingerprint(probe, *texts)
    assert is_same_code(probe, texts[0], texts[0] + "  # a comment")
