"""What the expression of a call sees: its target, and the module's own names as they are when it looks."""

from __future__ import annotations

import pytest

COUNTING = """
target = "the module's own"
n = 0
def f():
    global n
    n += 1
    return n
def own():
    return target, "wrapped" in globals()
async def later():
    return n
class C:
    def __call__(self):
        return n
"""


def returned(asked, text, call):
    """What the call returned, as `repr` shows it."""
    record = asked.facts(text, call=call)["runs"][0]["dropped"]["record"]
    assert "raises" not in record, record["raises"]
    return record["returns"]["repr"]


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("(target(), n)", "(1, 1)"),
        ("(n, target(), target(), n)", "(0, 1, 2, 2)"),
        ("[(target(), n) for _ in range(2)]", "[(1, 1), (2, 2)]"),
        ("(lambda: (target(), n))()", "(1, 1)"),
        ("[(lambda: [target() + n for _ in 'a'])() for _ in 'ab']", "[[2], [4]]"),
        ("list(target() for _ in range(2))", "[1, 2]"),
        ("(target(), own())", """(1, ("the module's own", False))"""),
        ("(target(), 'target' in globals(), globals()['n'])", "(1, True, 1)"),
        ("(await later(), target(), await later())", "(0, 1, 1)"),
        ("[(await later(), target()) for _ in range(2)]", "[(0, 1), (1, 2)]"),
        ("(n, (n := 5), target(), n)", "(0, 5, 6, 6)"),
        ("[m := target() for _ in range(2)] + [m]", "[1, 2, 2]"),
        ("(target := 3)", "3"),
        ("(lambda: 1).__qualname__, (lambda: lambda: 2)().__qualname__", "('<lambda>', '<lambda>.<locals>.<lambda>')"),
        ("__import__('sys')._getframe().f_code.co_name", "'<module>'"),
        ("__import__('sys')._getframe().f_globals is own.__globals__", "True"),
    ],
)
def test_a_call_sees_its_module_as_it_is(asked, call, shown):
    assert returned(asked, COUNTING, call) == shown


def test_the_module_does_not_get_the_target(asked):
    assert (
        returned(asked, "def f():\n    return 'target' in globals()\n", "target(), 'target' in globals()")
        == "(False, False)"
    )


def test_what_is_iterated_without_an_event_loop_is_no_coroutine(asked):
    text = "async def f():\n    yield 1\n"
    facts = asked.facts(text, call="(one async for one in target())")
    assert facts["runs"][0]["dropped"]["record"]["returns"]["lazy"] == "async generator"
    assert returned(asked, text, "[one async for one in target()]") == "[1]"


@pytest.mark.parametrize("stand_in", ["type('Stand', (), {'f': f, 'n': 7})", "type('Stand', (), {'f': f, 'n': 7})()"])
def test_a_module_that_put_something_in_its_place(asked, stand_in):
    """Only what it has as its own is named: an instance has nothing there, and gets nothing."""
    defined = "import sys\ndef f():\n    return len('abc')\nf = staticmethod(f)\n"
    text = f"{defined}sys.modules[__name__] = {stand_in}\n"
    assert returned(asked, text, "(target(), len('ab'))") == "(3, 2)"
    assert returned(asked, text, "'__builtins__' in vars(__import__('sys').modules['subject'])") == "False"


def test_a_global_that_the_call_changes_makes_a_difference(asked, changes):
    text = "n = 0\ndef f():\n    {}n = 5\n    return n\n"
    compared = asked.compare(text.format(""), text.format("global n; "), call="(target(), n)")
    assert changes(compared) == {"returns": ("(5, 0)", "(5, 5)")}
