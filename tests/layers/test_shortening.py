"""Words of two sides are cut so that what differs stays in sight."""

from __future__ import annotations

import pytest

from cutaway.layers.values import LIMIT, shorten, shorten_both

LONG = "abcdefghij" * 30


@pytest.mark.parametrize("at", [0, 1, 35, 60, 150, 240, 298, 299])
def test_what_differs_is_in_sight_wherever_it_stands(at: int) -> None:
    before, after = (LONG[:at] + one + LONG[at + 1 :] for one in "<>")
    told = shorten_both(before, after)
    assert [len(words) <= LIMIT for words in told] == [True, True]
    assert "<" in told[0]
    assert ">" in told[1]
    assert told[0].replace("<", ">") == told[1]


def test_the_longer_of_two_that_are_alike_so_far_is_told_apart() -> None:
    before, after = "x" * 200 + "y" * 100, "x" * 200 + "y" * 140
    assert shorten(before) == shorten(after)
    ours, theirs = shorten_both(before, after)
    assert ours != theirs


def test_what_is_short_stays_as_it_is() -> None:
    assert shorten_both("(3, 0.5)", "(5, 0.5)") == ("(3, 0.5)", "(5, 0.5)")
