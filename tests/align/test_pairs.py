"""Rows of two sides: every item once, in order, those of one kind beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from cutaway.align import align, paired
from cutaway.align.pairs import replaced

items = st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 3)), max_size=15)


@given(items, items)
def test_every_item_stands_in_one_row_in_order(before, after):
    pairs = paired(align(before, after), [kind for kind, _ in before], [kind for kind, _ in after])
    assert [i for i, _ in pairs if i is not None] == list(range(len(before)))
    assert [j for _, j in pairs if j is not None] == list(range(len(after)))
    assert (None, None) not in pairs


def test_items_of_one_kind_stand_beside_each_other():
    assert replaced(["load", "store"], ["call", "load", "store"]) == [(None, 0), (0, 1), (1, 2)]


def test_what_has_no_partner_of_its_kind_is_paired_by_place():
    assert replaced(["load"], ["call", "jump"]) == [(0, 0), (None, 1)]
