"""The gate: which verdicts let a layer pass, and what a single bad file does to the whole."""

from __future__ import annotations

import pytest

from cutaway.checks.gate import GATES, deepest, gate, holds_in
from cutaway.checks.verdicts import FileVerdict

DEPTHS = (None, "source", "tokens", "ast", "symbols", "code", "bytecode")


def verdict(**fields: object) -> FileVerdict:
    return FileVerdict("a.py", fields.pop("status", "modified"), **fields)


@pytest.mark.parametrize("same", GATES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_a_gate_holds_where_only_shallower_layers_differ(same, depth):
    # a file that reaches a layer differs at it, and so fails every gate at or above that layer
    assert holds_in(verdict(deepest=depth), same) is (DEPTHS.index(depth) < DEPTHS.index(same))


@pytest.mark.parametrize("status", ["added", "deleted"])
@pytest.mark.parametrize("same", GATES)
def test_a_file_that_one_side_lacks_fails_every_gate(status, same):
    assert holds_in(verdict(status=status), same) is False


def test_trouble_leaves_a_gate_open():
    assert holds_in(verdict(error="line 1: SyntaxError"), "code") is None
    # one interpreter that says "different" is an answer, whatever happened on another
    assert holds_in(verdict(error="lost", deepest="bytecode"), "code") is False


@pytest.mark.parametrize("status", ["modified", "typechanged", "added", "deleted"])
def test_what_was_passed_over_passes_no_gate(status):
    # a link in the place of a file runs something else, and what git calls binary runs all the same
    assert holds_in(verdict(passed_over="became a symbolic link", status=status), "code") is None


def test_one_file_that_differs_decides_against_trouble_in_another():
    same, trouble, different = verdict(), verdict(error="lost"), verdict(deepest="code")
    assert gate([], "code").holds is True
    assert gate([same, same], "code").holds is True
    assert gate([same, trouble], "code").holds is None
    assert gate([trouble, different, same], "code").holds is False
    assert gate([same], "ast", ("docstrings",)) == ("ast", ("docstrings",), True)


def test_the_deepest_of_several_is_by_the_order_of_the_layers():
    assert deepest([]) is None
    assert deepest([None, "tokens", "code", "ast"]) == "code"
