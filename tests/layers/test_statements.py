"""Statements numbered alike on both sides: equal, moved, edited. Hand-made: [first line, last line, key, kind]."""

from __future__ import annotations

from cutaway.layers.statements import shared_numbers

CALL, RETURN, TRY = 1, 2, 3


def numbers(before, after, *lines):
    ours, theirs = shared_numbers(before, after)
    return [(ours(one), theirs(other)) for one, other in lines]


def test_a_statement_that_moved_behind_another_is_still_the_same():
    """`call()` in front of a `try` and inside it: no alignment in order can keep both."""
    before = [[1, 1, 10, CALL], [2, 5, 20, TRY], [3, 3, 30, RETURN]]
    after = [[1, 5, 20, TRY], [2, 2, 10, CALL], [3, 3, 30, RETURN]]
    assert all(one == other for one, other in numbers(before, after, (1, 2), (3, 3), (2, 1)))


def test_an_edited_statement_keeps_its_number_where_one_of_another_kind_came_first():
    before = [[1, 1, 10, RETURN]]
    after = [[1, 1, 20, CALL], [2, 2, 30, RETURN]]
    ((edited, same), (_, new)) = numbers(before, after, (1, 2), (1, 1))
    assert edited == same
    assert new != edited


def test_what_has_no_partner_is_nobody_elses_statement():
    before = [[1, 1, 10, CALL], [2, 2, 20, CALL]]
    after = [[1, 1, 10, CALL], [2, 2, 30, RETURN], [3, 3, 20, CALL]]
    ((first, new), (second, _)) = numbers(before, after, (1, 2), (2, 3))
    assert new not in [first, second]


def test_outside_of_every_statement_is_the_same_on_both_sides():
    """A decorator's line belongs to no statement of a module."""
    assert numbers([[2, 3, 10, CALL]], [[5, 6, 10, CALL]], (1, 4)) == [(-1, -1)]
