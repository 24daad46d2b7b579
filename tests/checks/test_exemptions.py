"""What an exemption leaves standing: blocks that cannot be empty, and what binds a name or suspends."""

from __future__ import annotations

import pytest

from checks.changed import change
from cutaway.checks.checking import Asked, verdicts

BLOCKS = [
    "try:\n    a()\nfinally:\n    {}\n",
    "try:\n    {}\nfinally:\n    a()\n",
    "try:\n    a()\nexcept E:\n    {}\nelse:\n    {}\nfinally:\n    {}\n",
    "if a:\n    {}\nelif b:\n    {}\nelse:\n    {}\n",
    "for a in b:\n    {}\nelse:\n    {}\n",
    "while a:\n    {}\nelse:\n    {}\n",
    "with a:\n    {}\n",
    "class C:\n    {}\n    def f(self):\n        {}\n",
    "async def f():\n    async with a:\n        {}\n    async for b in c:\n        {}\n",
]


def deepest(before: str, after: str, python, allow: str) -> str | None:
    (verdict,) = verdicts([change("a.py", before, after)], [python], Asked(same="code", allow=(allow,)))
    assert verdict.error is None
    return verdict.deepest


@pytest.mark.parametrize("block", BLOCKS)
def test_asserts_are_set_aside_wherever_they_stand_alone(block, python):
    before, after = (block.replace("{}", f"assert {name}") for name in ("one", "other"))
    assert deepest(before, after, python, "asserts") is None


@pytest.mark.parametrize("block", ["match a:\n    case 1:\n        {}\n", "try:\n    a()\nexcept* E:\n    {}\n"])
def test_asserts_in_newer_blocks(block, pythons):
    if pythons[-1].version_info < (3, 11):
        pytest.skip("except* is new in 3.11 (PEP 654)")
    before, after = (block.replace("{}", f"assert {name}") for name in ("one", "other"))
    assert deepest(before, after, pythons[-1], "asserts") is None


def test_annotations_alone_in_finally_are_set_aside(python):
    block = "try:\n    a()\nfinally:\n    x: {}\n"
    assert deepest(block.format("int"), block.format("str"), python, "annotations") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f(a: (y := 1)): pass\n", "def f(a: int): pass\n"),
        ("def f() -> (y := 1): pass\n", "def f() -> int: pass\n"),
        ("x: (y := 1) = 2\n", "x: int = 2\n"),
    ],
)
def test_an_annotation_that_binds_a_name_is_not_set_aside(before, after, python):
    if python.version_info >= (3, 14):
        pytest.skip("evaluated in a scope of its own since 3.14 (PEP 649), where := is a syntax error")
    assert deepest(
        f"def g():\n    {before}    return y\n", f"def g():\n    {after}    return y\n", python, "annotations"
    )


def test_an_annotation_that_makes_a_local_variable_of_a_class_is_not_set_aside(python):
    """In the body of a class in a function: without it, x is that of the function around."""
    text = "def f():\n    x = 1\n    class C:\n        {}\n        y = x\n    return C\n"
    assert deepest(text.format("x: int"), text.format("pass"), python, "annotations") is not None
    assert deepest(text.format("x: int"), text.format("x: str"), python, "annotations") is None


@pytest.mark.parametrize(
    ("blank", "is_one"), [(" ", True), ("\t", True), ("\f", True), ("\xa0", False), ("\u2028", False)]
)
def test_blanks_are_those_of_the_tokenizer(blank, is_one, python):
    text = "def f():\n    '''Say.{}\n    More.\n    '''\n"
    assert (deepest(text.format(""), text.format(blank), python, "docstring-whitespace") is None) is is_one
