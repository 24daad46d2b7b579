"""The layer ast: kinds, fields and constants count; places never do."""

import pytest
from captured import compared, words

HELLO = 'def hello():\n    print("hi")\n'

SAME_TREE = {
    "parentheses": ("x = 1\n", "x = (1)\n"),
    "quotes": ("x = 'a'\n", 'x = "a"\n'),
    "implicit concatenation": ("x = 'a' 'b'\n", "x = 'ab'\n"),
    "a spelling of a number": ("x = 0x10\n", "x = 16\n"),
    "semicolons": ("a; b\n", "a\nb\n"),
    "layout": ("f(1, 2)\n", "f(\n    1,\n    2,\n)\n"),
}


@pytest.mark.parametrize("phenomenon", SAME_TREE)
def test_what_the_tree_does_not_hold_does_not_count(python, phenomenon):
    assert compared(python, "ast", *SAME_TREE[phenomenon]).same is True


def test_moved_nodes_are_said_and_not_counted(python):
    comparison = compared(python, "ast", "f(1, 2)\n", "f(\n    1,\n    2,\n)\n")
    assert comparison.same is True
    assert comparison.notes == ("positions moved",)


def test_the_async_keyword_is_one_change_of_kind(python):
    comparison = compared(python, "ast", HELLO, "async " + HELLO, names=("hello", "hello"))
    assert words(comparison) == [("node", "hello", "FunctionDef", "AsyncFunctionDef")]
    assert comparison.summary == "FunctionDef became AsyncFunctionDef"
    assert comparison.changes[0].meaning
    assert [row.mark for row in comparison.rows].count("changed") == 1


ONE_CHANGE = {
    "a default": (
        "def f(a=1): pass\n",
        "def f(a=2): pass\n",
        ("field", "body[0].args.defaults[0].value", "1", "2"),
    ),
    "True for 1": ("x = 1\n", "x = True\n", ("field", "body[0].value.value", "1", "True")),
    "1.0 for 1": ("x = 1\n", "x = 1.0\n", ("field", "body[0].value.value", "1", "1.0")),
    "None for ...": ("x = ...\n", "x = None\n", ("field", "body[0].value.value", "Ellipsis", "None")),
    "bytes for text": ("x = 'a'\n", "x = b'a'\n", ("field", "body[0].value.value", "'a'", "b'a'")),
    "a minus sign": ("x = 0.0\n", "x = -0.0\n", ("node", "body[0].value", "Constant", "UnaryOp")),
    "a u prefix": ("x = 'a'\n", "x = u'a'\n", ("field", "body[0].value.kind", None, "u")),
    "an operator": ("x = a + b\n", "x = a - b\n", ("field", "body[0].value.op", "Add", "Sub")),
    "constant folding": ("x = 60 * 60\n", "x = 3600\n", ("node", "body[0].value", "BinOp", "Constant")),
    "an inserted statement": ("a\nb\nc\n", "a\nnew\nb\nc\n", ("node", "body[1]", None, "Expr")),
    "a removed statement": ("a\nb\nc\n", "a\nc\n", ("node", "body[1]", "Expr", None)),
    "a return annotation": ("def f(): pass\n", "def f() -> int: pass\n", ("node", "body[0].returns", None, "Name")),
    "a list for a generator": (
        "f([i for i in x])\n",
        "f(i for i in x)\n",
        ("node", "body[0].value.args[0]", "ListComp", "GeneratorExp"),
    ),
    "an async with": (
        "async def f():\n with a: b\n",
        "async def f():\n async with a: b\n",
        ("node", "body[0].body[0]", "With", "AsyncWith"),
    ),
    "a global name": (
        "def f():\n global a\n",
        "def f():\n global b\n",
        ("field", "body[0].body[0].names[0]", "a", "b"),
    ),
    "pass for break": ("while x: pass\n", "while x: break\n", ("node", "body[0].body[0]", "Pass", "Break")),
    "a comparison": ("a < b\n", "a <= b\n", ("field", "body[0].value.ops[0]", "Lt", "LtE")),
    "a dictionary's unpacking": ("{**a}\n", "{b: a}\n", ("node", "body[0].value.keys[0]", None, "Name")),
}


@pytest.mark.parametrize("phenomenon", ONE_CHANGE)
def test_one_thing_is_one_change_by_its_path(python, phenomenon):
    before, after, change = ONE_CHANGE[phenomenon]
    comparison = compared(python, "ast", before, after)
    assert comparison.same is False
    assert words(comparison) == [change]


def test_a_changed_and_an_inserted_statement_are_two_changes(python):
    before = "def f(): return 1\ndef g(): return 2\n"
    after = "def new(): pass\ndef f(): return 3\ndef g(): return 2\n"
    assert words(compared(python, "ast", before, after)) == [
        ("node", "body[0]", None, "FunctionDef"),
        ("field", "body[0].body[0].value.value", "1", "3"),
    ]


def test_the_names_of_two_functions_are_set_aside(python):
    comparison = compared(python, "ast", "def one(): pass\n", "def two(): pass\n", names=("one", "two"))
    assert comparison.same is True
    assert comparison.notes[0] == "the names differ and are set aside: one, two"


def test_places_point_into_both_sources(python):
    (change,) = compared(python, "ast", "a\nx = 1\n", "a\nx = 22\n").changes
    assert (change.before_at, change.after_at) == ((2, 4, 2, 5), (2, 4, 2, 6))


@pytest.mark.parametrize("terms", [500, 2_000])
def test_a_sum_deeper_than_any_listing_is_compared(python, terms):
    before = "+".join(["a"] * terms) + "\n"
    (change,) = compared(python, "ast", before, "b" + before[1:]).changes
    assert (change.before, change.after) == ("a", "b")
    assert len(change.path) < 1_000


def test_a_long_constant_that_differs_beyond_what_is_shown_is_marked(python):
    start = "x = '" + "a" * 200
    comparison = compared(python, "ast", start + "b" + "a" * 200 + "'\n", start + "c" + "a" * 200 + "'\n")
    (row,) = [row for row in comparison.rows if row.mark == "changed"]
    assert any(span.differs for span in row.before)


def test_a_lone_surrogate_stays_itself(python):
    (change,) = compared(python, "ast", "x = '\\ud800'\n", "x = '\\ud801'\n").changes
    assert (change.before, change.after) == (r"'\ud800'", r"'\ud801'")


def test_a_number_of_5000_hex_digits_travels(python):
    digits = "f" * 5_000
    (change,) = compared(python, "ast", f"x = 0x{digits}\n", f"x = 0x{digits[:-1]}e\n").changes
    assert change.before == "0x" + digits


def test_swapping_the_sides_mirrors_the_changes(python):
    before = "a = 1\nif x:\n    b\nc()\n"
    after = "a = 2\nwhile x:\n    b\nnew\nc(1)\n"
    there = [(change.kind, change.before, change.after) for change in compared(python, "ast", before, after).changes]
    back = [(change.kind, change.after, change.before) for change in compared(python, "ast", after, before).changes]
    assert there == back
