"""The layer tokens: type and string count; comments, blank lines and layout do not."""

import pytest
from captured import compared, words

HELLO = 'def hello():\n    print("hi")\n'

SAME_TOKENS = {
    "a comment": ("x = 1\n", "x = 1  # one\n# two\n"),
    "blank lines": ("x = 1\ny = 2\n", "x = 1\n\n\n\ny = 2\n"),
    "blanks between tokens": ("x=f(1,2)\n", "x = f( 1, 2 )\n"),
    "width of an indentation": ("if x:\n y\n", "if x:\n        y\n"),
    "a line broken inside parentheses": ("f(1, 2)\n", "f(1,\n  2)\n"),
    "a missing last line end": ("x = 1\n", "x = 1"),
    "a form feed": ("x = 1\ny = 2\n", "x = 1\n\x0cy = 2\n"),
    "line ends": ("x = 1\ny = 2\n", "x = 1\r\ny = 2\r\n"),
}


@pytest.mark.parametrize("phenomenon", SAME_TOKENS)
def test_what_no_token_shows_does_not_count(python, phenomenon):
    assert compared(python, "tokens", *SAME_TOKENS[phenomenon]).same is True


DIFFERENT_TOKENS = {
    "parentheses": ("x = 1\n", "x = (1)\n", "+2 tokens: ( )"),
    "the async keyword": (HELLO, "async " + HELLO, "+1 token: async"),
    "quotes": ("x = 'a'\n", 'x = "a"\n', "'a' became \"a\""),
    "a blank inside an f-string's braces": ('f"{x=}"\n', 'f"{x =}"\n', 'f"{x=}" became f"{x =}"'),
    "a nested f-string": ("f'{f\"{a}\"}'\n", "f'{f\"{b}\"}'\n", "f'{f\"{a}\"}' became f'{f\"{b}\"}'"),
    "a name": ("x\n", "y\n", "x became y"),
    "a spelling of a number": ("x = 10\n", "x = 1_0\n", "10 became 1_0"),
    "a statement on a line of its own": ("a; b\n", "a\nb\n", "; became NEWLINE"),
}


@pytest.mark.parametrize("phenomenon", DIFFERENT_TOKENS)
def test_what_a_token_shows_counts(python, phenomenon):
    before, after, summary = DIFFERENT_TOKENS[phenomenon]
    comparison = compared(python, "tokens", before, after)
    assert comparison.same is False
    assert comparison.summary == summary


def test_the_async_keyword_is_one_name_with_its_place(python):
    (change,) = compared(python, "tokens", HELLO, "async " + HELLO).changes
    assert (change.kind, change.before, change.after) == ("token", None, "async")
    assert change.after_at == (1, 0, 1, 5)


def test_places_count_in_bytes_behind_letters_of_several_bytes(python):
    (change,) = compared(python, "tokens", "é = 'ü' + a\n", "é = 'ü' + b\n").changes
    # é and ü are two bytes each: character 10, byte 12
    assert change.after_at == (1, 12, 1, 13)


def test_moved_tokens_are_said_and_not_counted(python):
    comparison = compared(python, "tokens", "x = 1\n", "\nx  =  1\n")
    assert comparison.same is True
    assert comparison.notes == ("positions moved",)


def test_a_method_has_no_tokens_of_what_stands_around_it(python):
    text = "class A:\n    if x:\n        y = 1\n    def m(self):\n        pass\n    z = 1\n"
    alone = "def m(self):\n    pass\n"
    assert compared(python, "tokens", text, alone, names=("A.m", "m")).same is True


def test_a_decorator_belongs_to_its_function(python):
    comparison = compared(python, "tokens", "def f(): pass\n", "@d\ndef f(): pass\n", names=("f", "f"))
    assert comparison.summary == "+3 tokens: @ d NEWLINE"


def test_only_the_definition_s_own_name_is_set_aside(python):
    before = "def one(n): return one(n)\n"
    after = "def two(n): return two(n)\n"
    assert words(compared(python, "tokens", before, after, names=("one", "two"))) == [
        ("token", "token 7", "one", "two")
    ]


def test_swapping_the_sides_mirrors_the_changes(python):
    before, after = "a = f(1, 2)\nb\n", "a = g(1)\nb; c\n"
    there = [(change.before, change.after) for change in compared(python, "tokens", before, after).changes]
    back = [(change.after, change.before) for change in compared(python, "tokens", after, before).changes]
    assert there == back
