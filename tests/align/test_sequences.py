"""Laws and promises of the alignment of sequences."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.align import align
from cutaway.align.sequences import mirrored

few_keys = st.lists(st.sampled_from("abcd"), max_size=40)
any_keys = st.lists(st.one_of(st.integers(0, 5), st.text(max_size=2), st.tuples(st.booleans())), max_size=30)


def longest_common(before, after):
    """The length of a longest common subsequence, by the textbook's table."""
    row = [0] * (len(after) + 1)
    for old in before:
        above, row = row, [0]
        for j, new in enumerate(after):
            row.append(above[j] + 1 if old == new else max(above[j + 1], row[j]))
    return row[-1]


def equal_items(alignment):
    return sum(i2 - i1 for tag, i1, i2, _, _ in alignment.blocks if tag == "equal")


@given(any_keys, any_keys)
def test_blocks_cover_both_sides_in_order_and_tell_the_truth(before, after):
    i = j = 0
    for tag, i1, i2, j1, j2 in align(before, after).blocks:
        assert (i1, j1) == (i, j)
        assert (tag == "equal") == (before[i1:i2] == after[j1:j2])
        assert (tag in ("delete", "replace", "equal")) == (i1 < i2)
        assert (tag in ("insert", "replace", "equal")) == (j1 < j2)
        i, j = i2, j2
    assert (i, j) == (len(before), len(after))


@given(few_keys, few_keys)
def test_swapping_the_sides_mirrors_the_alignment(before, after):
    assert align(after, before) == mirrored(align(before, after))


@given(st.lists(st.integers(0, 300), max_size=300), st.lists(st.integers(0, 300), max_size=300))
def test_swapping_mirrors_where_anchors_are_used_too(before, after):
    assert align(after, before) == mirrored(align(before, after))


@given(few_keys)
def test_a_sequence_against_itself_is_one_equal_block(keys):
    expected = [("equal", 0, len(keys), 0, len(keys))] if keys else []
    assert align(keys, keys).blocks == expected


@given(st.lists(st.sampled_from("abc"), max_size=18), st.lists(st.sampled_from("abc"), max_size=18))
def test_small_sequences_keep_as_much_as_can_be_kept(before, after):
    assert equal_items(align(before, after)) == longest_common(before, after)


@given(st.lists(st.integers(), min_size=1, max_size=60), st.data())
def test_one_item_inserted_is_one_insertion_of_one_item(keys, data):
    at = data.draw(st.integers(0, len(keys)))
    longer = [*keys[:at], "new", *keys[at:]]
    changed = [block for block in align(keys, longer).blocks if block[0] != "equal"]
    assert changed == [("insert", at, at, at, at + 1)]


def test_keys_that_are_equal_by_value_are_equal():
    assert align([(1, "a"), "b"], [(1, "a"), "c"]).blocks == [("equal", 0, 1, 0, 1), ("replace", 1, 2, 1, 2)]


def instructions(count, source):
    vocabulary = [(f"OP{source.randrange(60)}", f"argument {source.randrange(40)}") for _ in range(600)]
    return [vocabulary[min(int(source.expovariate(1 / 80)), 599)] for _ in range(count)], vocabulary


def edited(keys, vocabulary, share, source):
    result = []
    for key in keys:
        roll = source.random() / share
        if roll < 1 / 3:
            continue
        result += [source.choice(vocabulary), key] if roll < 2 / 3 else [source.choice(vocabulary) if roll < 1 else key]
    return result


def test_a_long_function_with_few_changes_is_matched_whole():
    source = random.Random(1)
    keys, vocabulary = instructions(50_000, source)
    alignment = align(keys, edited(keys, vocabulary, 0.01, source))
    assert not alignment.cut_short
    assert equal_items(alignment) > 0.99 * len(keys)


UNRELATED = {
    "two keys in random order": lambda source: [[source.randrange(2) for _ in range(50_000)] for _ in range(2)],
    "twenty keys in random order": lambda source: [[source.randrange(20) for _ in range(50_000)] for _ in range(2)],
    "one key against two by turns": lambda _: [[0] * 50_000, [0, 1] * 25_000],
}


@pytest.mark.parametrize("unlike", UNRELATED)
def test_what_has_nothing_in_common_is_cut_short_in_bounded_time(unlike):
    before, after = UNRELATED[unlike](random.Random(2))
    start = time.perf_counter()
    alignment = align(before, after)
    assert alignment.cut_short
    # Half a second here; the bound that is promised leaves room for a busy machine.
    assert time.perf_counter() - start < 5


def test_gaps_that_share_nothing_cost_no_budget():
    """Each key of a shuffle occurs once: the longest increasing run anchors, and no gap between holds a common key."""
    before, after = list(range(50_000)), random.Random(2).sample(range(50_000), 50_000)
    alignment = align(before, after)
    assert not alignment.cut_short
    # the longest increasing subsequence of a random permutation of n has about 2 * sqrt(n) items
    assert 400 < equal_items(alignment) < 480


def test_a_budget_of_nothing_still_covers_both_sides():
    before, after = list("abcab") * 20, list("bacba") * 21
    alignment = align(before, after, budget=0)
    assert alignment.cut_short
    assert alignment.blocks[0][1] == alignment.blocks[0][3] == 0
    assert alignment.blocks[-1][2::2] == (len(before), len(after))
