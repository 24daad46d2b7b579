"""Trees matched up: one difference a place, however deep or long the trees are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.align.trees import Child, Tree, match


def tree_of(root):
    """A Tree from nested tuples (kind, {field: value}); lists hold nodes or leaves."""
    kinds, fields, values, queue = [], [], [], [root]

    def value_of(value):
        if isinstance(value, tuple):
            queue.append(value)
            return Child(len(queue) - 1)
        return [value_of(item) for item in value] if isinstance(value, list) else value

    for kind, content in queue:
        kinds.append(kind)
        fields.append(tuple(content))
        values.append([value_of(value) for value in content.values()])
    return Tree(kinds, fields, values)


def differences(before, after):
    return match(tree_of(before), tree_of(after)).differences


def name(text):
    return ("Name", {"id": text})


def block(*statements):
    return ("Block", {"body": list(statements)})


nodes = st.recursive(
    st.sampled_from("abc").map(name),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: ("Block", {"body": items})),
        st.lists(inner, max_size=4).map(lambda items: ("AsyncBlock", {"body": items})),
        st.tuples(inner, inner).map(lambda sides: ("Pair", {"left": sides[0], "right": sides[1]})),
    ),
    max_leaves=20,
)


@given(nodes)
def test_a_tree_does_not_differ_from_itself(tree):
    assert differences(tree, tree) == []


@given(nodes, nodes)
def test_trees_are_equal_exactly_when_nothing_differs(before, after):
    assert (differences(before, after) == []) == (before == after)


@given(nodes, nodes)
def test_swapping_the_sides_mirrors_the_differences(before, after):
    there = differences(before, after)
    back = differences(after, before)
    assert [found.mirrored for found in back] == there


def test_a_kind_with_the_same_fields_is_one_change_and_its_fields_are_looked_at():
    found = differences(("Block", {"body": [name("a")]}), ("AsyncBlock", {"body": [name("b")]}))
    assert [(one.what, one.before_path) for one in found] == [("kind", ()), ("value", ("body", 0, "id"))]


def test_one_inserted_item_is_one_difference():
    found = differences(block(name("a"), name("b")), block(name("a"), name("new"), name("b")))
    assert [(one.what, one.before_path, one.after_path) for one in found] == [("node", None, ("body", 1))]


def test_a_node_with_other_fields_is_replaced_as_one_difference():
    found = differences(block(name("a")), block(block(name("a"))))
    assert [(one.what, one.before_path) for one in found] == [("node", ("body", 0))]


def test_none_added_to_a_list_is_a_difference():
    assert len(differences(block(None), block(None, None))) == 1


def test_a_leaf_counts_by_its_type():
    assert len(differences(("Number", {"n": 1}), ("Number", {"n": True}))) == 1


def chain(length, last):
    """A chain of nodes in the shape that `a+a+...` has: deeper than any recursion."""
    kinds = ["Sum"] * length + ["Name"]
    fields = [("left",)] * length + [("id",)]
    return Tree(kinds, fields, [*[[Child(node + 1)] for node in range(length)], [last]])


def test_a_chain_of_100_000_nodes_is_matched():
    found = match(chain(100_000, "a"), chain(100_000, "b")).differences
    assert [(one.what, one.before, one.after) for one in found] == [("value", "a", "b")]


@pytest.mark.parametrize("count", [10_000])
def test_a_long_list_with_few_edits_takes_well_below_a_second(count):
    before = [name(f"n{index}") for index in range(count)]
    after = [*before[:50], name("new"), *before[50:5000], *before[5001:]]
    trees = tree_of(block(*before)), tree_of(block(*after))
    start = time.perf_counter()
    found = match(*trees).differences
    assert time.perf_counter() - start < 2
    assert [(one.before_path, one.after_path) for one in found] == [(None, ("body", 50)), (("body", 5000), None)]
