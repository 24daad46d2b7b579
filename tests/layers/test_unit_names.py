"""The two ways to call a unit: its label, and the subject of a sentence."""

from __future__ import annotations

import pytest

from cutaway.layers.unit_names import UnitName

COROUTINE = UnitName("flag", after="COROUTINE", quoted=False)


@pytest.mark.parametrize(
    ("name", "label", "phrase"),
    [
        (COROUTINE, "flag COROUTINE", "the flag COROUTINE"),
        (COROUTINE._replace(before="NESTED", after=""), "-flag NESTED", "dropping the flag NESTED"),
        (UnitName(after="LOAD_CONST 1"), "LOAD_CONST 1", "`LOAD_CONST 1`"),
        (UnitName(before="ADD a", after="SUB a"), "ADD a became SUB a", "`ADD a` becoming `SUB a`"),
        (
            UnitName("signature", "(a)", "(a, b)"),
            "signature (a) became (a, b)",
            "the signature `(a)` becoming `(a, b)`",
        ),
        (
            UnitName("jump", both="of JUMP to L1 instead of L2", quoted=False),
            "jump of JUMP to L1 instead of L2",
            "the jump of JUMP to L1 instead of L2",
        ),
        (UnitName("positions", several=True), "positions", "the positions"),
        (UnitName("decorator", before="cache"), "-decorator cache", "dropping the decorator `cache`"),
        (UnitName("constant", "'`'", "'b'"), "constant '`' became 'b'", "the constant `'''` becoming `'b'`"),
        # Words that are no code are quoted where two sides of them stand against each other.
        (
            UnitName("exception-table row", "L1 to L2 -> L3", "L1 to L4 -> L3", quoted=False),
            "exception-table row L1 to L2 -> L3 became L1 to L4 -> L3",
            "the exception-table row `L1 to L2 -> L3` becoming `L1 to L4 -> L3`",
        ),
    ],
)
def test_a_label_and_a_phrase(name: UnitName, label: str, phrase: str) -> None:
    assert (name.label, name.phrase) == (label, phrase)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (COROUTINE, "added"),
        (UnitName(before="ADD a"), "removed"),
        (UnitName(before="ADD a", after="SUB a"), "changed"),
        (UnitName("jump", both="of JUMP to L1 instead of L2"), "changed"),
        (UnitName("positions", several=True), "changed"),
    ],
)
def test_what_the_side_after_does_to_it(name: UnitName, change: str) -> None:
    assert name.change == change


def test_what_goes_is_one_act_of_dropping() -> None:
    """The decorators are what ..., but dropping them is what ...."""
    assert UnitName("decorators", after="a, b", several=True).is_plural
    assert not UnitName("decorators", before="a, b", several=True).is_plural
