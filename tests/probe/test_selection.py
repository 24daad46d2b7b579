"""Which definition a name or a line means, and what is said where it means none or several."""

from __future__ import annotations

import re

import pytest

from cutaway.errors import TargetError

NESTED = """\
import functools

def outer():
    class Local:
        def method(self):
            return 1
    def inner():
        pass
    return inner

class Class:
    class Inner:
        async def deep(self):
            pass
    def method(self):
        pass
"""

DECORATED = """\
@first
@second(
    1,
)
def decorated(a,
              b):
    return a

def plain(): pass
"""

CONDITIONAL = """\
if a:
    def in_if(): pass
elif b:
    def in_elif(): pass
else:
    def in_else(): pass
try:
    def in_try(): pass
except A:
    def in_except(): pass
else:
    def in_try_else(): pass
finally:
    def in_finally(): pass
with a as b, c:
    def in_with(): pass
for a in b:
    def in_for(): pass
else:
    def in_for_else(): pass
while a:
    def in_while(): pass
else:
    def in_while_else(): pass
if a:
    with b:
        for c in d:
            def deep_in(): pass
"""

PROPERTY = """\
class Point:
    @property
    def x(self):
        return 1

    @x.setter
    def x(self, value):
        pass

    @x.deleter
    def x(self):
        pass
"""


def chosen(ask, text, **wanted):
    target = ask(text, **wanted)["target"]
    return target["kind"], target["qualname"], target["line"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("outer", ("function", "outer", 3)),
        ("outer.<locals>.inner", ("function", "outer.<locals>.inner", 7)),
        ("outer.inner", ("function", "outer.<locals>.inner", 7)),
        ("outer.<locals>.Local.method", ("function", "outer.<locals>.Local.method", 5)),
        ("outer.Local.method", ("function", "outer.<locals>.Local.method", 5)),
        ("outer.Local", ("class", "outer.<locals>.Local", 4)),
        ("Class", ("class", "Class", 11)),
        ("Class.Inner.deep", ("function", "Class.Inner.deep", 13)),
        ("Class.method", ("function", "Class.method", 15)),
    ],
)
def test_by_qualified_name(ask, name, expected):
    assert chosen(ask, NESTED, qualname=name) == expected


def test_async_is_told(ask):
    assert ask(NESTED, qualname="Class.Inner.deep")["target"]["is_async"] is True
    assert ask(NESTED, qualname="Class.method")["target"]["is_async"] is False


def test_nothing_named_is_the_whole_file(ask):
    assert chosen(ask, NESTED) == ("module", None, 1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (3, "outer"),
        (5, "outer.<locals>.Local.method"),
        (6, "outer.<locals>.Local.method"),
        (4, "outer"),
        (8, "outer.<locals>.inner"),
        (9, "outer"),
        (14, "Class.Inner.deep"),
    ],
)
def test_a_line_means_the_innermost_function(ask, line, expected):
    assert chosen(ask, NESTED, line=line)[1] == expected


@pytest.mark.parametrize("line", [1, 2, 10, 11, 12, 999])
def test_a_line_in_no_function(ask, line):
    with pytest.raises(TargetError, match=f"no function at line {line}"):
        ask(NESTED, line=line)


@pytest.mark.parametrize("line", [1, 2, 3, 4, 5, 6, 7])
def test_decorators_belong_to_the_function(ask, line):
    assert chosen(ask, DECORATED, line=line) == ("function", "decorated", 5)
    assert chosen(ask, DECORATED, line=line, qualname="decorated") == ("function", "decorated", 5)


@pytest.mark.parametrize(
    "name",
    re.findall(r"def (\w+)", CONDITIONAL),
)
def test_conditional_definitions(ask, name):
    line = next(at for at, text in enumerate(CONDITIONAL.split("\n"), 1) if f"def {name}(" in text)
    assert chosen(ask, CONDITIONAL, qualname=name) == ("function", name, line)


def test_definitions_in_match_and_except_star(ask, python):
    if python.minor < (3, 10):
        pytest.skip("no match statement before 3.10 (PEP 634)")
    text = "match a:\n    case 1:\n        def f(): pass\n    case _:\n        def f(): pass\n"
    assert chosen(ask, text, qualname="f", line=5) == ("function", "f", 5)
    with pytest.raises(TargetError, match="at lines 3, 5"):
        ask(text, qualname="f")


@pytest.mark.parametrize(("line", "at"), [(2, 3), (4, 3), (6, 7), (7, 7), (10, 11), (12, 11)])
def test_one_of_several_by_line(ask, line, at):
    assert chosen(ask, PROPERTY, qualname="Point.x", line=line) == ("function", "Point.x", at)


def test_several_say_their_lines_and_how_to_choose(ask):
    with pytest.raises(TargetError) as refusal:
        ask(PROPERTY, qualname="Point.x")
    assert str(refusal.value) == (
        "case.py: Point.x is defined 3 times, at lines 3, 7, 11: choose one with ::Point.x@LINE"
    )


def test_one_of_several_by_a_line_that_has_none(ask):
    with pytest.raises(TargetError, match=r"no Point\.x at line 1: it is defined at lines 3, 7, 11"):
        ask(PROPERTY, qualname="Point.x", line=1)


def test_functions_of_equal_name_in_different_places_are_different(ask):
    text = "def f():\n    def g(): pass\nclass f2:\n    def g(self): pass\ndef g(): pass\n"
    assert chosen(ask, text, qualname="g")[2] == 5
    assert chosen(ask, text, qualname="f.g")[2] == 2
    assert chosen(ask, text, qualname="f2.g")[2] == 4


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("outter", "did you mean outer"),
        ("method", "Class.method"),
        ("deep", "Class.Inner.deep"),
        ("Class.metod", "Class.method"),
        ("nothing_like_it", "it defines Class, Class.Inner"),
    ],
)
def test_a_name_that_is_not_there_gets_the_nearest(ask, name, hint):
    with pytest.raises(TargetError) as refusal:
        ask(NESTED, qualname=name)
    assert str(refusal.value).startswith(f"case.py: no {name} in it: ")
    assert hint in str(refusal.value)


def test_a_file_without_definitions(ask):
    with pytest.raises(TargetError, match="it defines no function and no class"):
        ask("x = 1\n", qualname="f")


NAMES = {
    "plain": ("def f(): pass\n", "f", [1, 4, 5]),
    "spaces": ("async   def   f (): pass\n", "f", [1, 14, 15]),
    "indented class": ("if 1:\n\tclass  C : pass\n", "C", [2, 8, 9]),
    "continued": ("def \\\n  f(): pass\n", "f", [2, 2, 3]),
    "async continued": ("async \\\n def \\\n\tf(): pass\n", "f", [3, 1, 2]),
    "carriage returns": ("x = 1\rdef \\\r  f(): pass\r", "f", [3, 2, 3]),
    "form feed before": ("\x0cdef f(): pass\n", "f", [1, 5, 6]),
    "non-ASCII indented": ("class é:\n    def ö(self): pass\n", "é.ö", [2, 8, 9]),
    "combining marks": ("def नमस्ते(): pass\n", "नमस्ते", [1, 4, 10]),
    "normalized: as written": ("def ﬁnd(): pass\n", "ﬁnd", [1, 4, 7]),
    "normalized: as CPython names it": ("def ﬁnd(): pass\n", "find", [1, 4, 7]),
    "other start of an identifier": ("def ℘_(): pass\n", "℘_", [1, 4, 6]),
    "decorated": ("@é\ndef f(): pass\n", "f", [2, 4, 5]),
}


@pytest.mark.parametrize("case", NAMES)
def test_where_the_name_stands(ask, case):
    text, name, at = NAMES[case]
    assert ask(text, qualname=name)["target"]["name_at"] == at


def test_where_the_name_of_a_generic_function_stands(ask, python):
    if python.minor < (3, 12):
        pytest.skip("no type parameters before 3.12 (PEP 695)")
    assert ask("def f[T](x: T): pass\n", qualname="f")["target"]["name_at"] == [1, 4, 5]


def test_names_in_a_file_that_does_not_parse(ask):
    # there are no names in it: the whole is what can be shown
    assert chosen(ask, "def f(:\n", qualname="f") == ("module", None, 1)


DROPPED = """\
if 0:
    def under_if_zero(): return 1
def outer():
    return 1
    def after_return(): return 2
while 0:
    class UnderWhileZero: x = 1
if not __debug__:
    def not_when_debugging(): return 3
"""


@pytest.mark.parametrize("name", ["under_if_zero", "outer.after_return", "UnderWhileZero", "not_when_debugging"])
def test_a_definition_that_the_compiler_drops_has_no_code_and_says_so(ask, name):
    layers = ask(DROPPED, qualname=name, layers=["ast", "code", "bytecode"])["layers"]
    assert "facts" in layers["ast"]
    # 3.8 to 3.11 keep some of these among the constants; no instruction loads them on any version.
    assert "never made" in layers["code"]["absent"]
    assert "never made" in layers["bytecode"]["absent"]
