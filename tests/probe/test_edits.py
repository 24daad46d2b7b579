"""`async` put in and taken out: the keyword, and no other byte of the file."""

from __future__ import annotations

import base64
import codecs

import pytest

from cutaway.errors import EditError, TargetError

BOM = codecs.BOM_UTF8

INSERTED = {
    "plain": (b"def f(): pass\n", b"async def f(): pass\n"),
    "decorated": (b"@a\n@b(1)\ndef f(): pass\n", b"@a\n@b(1)\nasync def f(): pass\n"),
    "indented": (b"if 1:\n\tdef f():\n\t\tpass\n", b"if 1:\n\tasync def f():\n\t\tpass\n"),
    "form feed before": (b"\x0cdef f(): pass\n", b"\x0casync def f(): pass\n"),
    "CRLF": (b"x = 1\r\ndef f():\r\n    pass\r\n", b"x = 1\r\nasync def f():\r\n    pass\r\n"),
    "lone carriage returns": (b"x = 1\rdef f():\r    pass\r", b"x = 1\rasync def f():\r    pass\r"),
    "mixed line ends": (b"a = 1\rb = 2\r\nc = 3\ndef f(): pass", b"a = 1\rb = 2\r\nc = 3\nasync def f(): pass"),
    "mark": (BOM + b"def f(): pass\n", BOM + b"async def f(): pass\n"),
    "latin-1": (
        b"# coding: latin-1\ns = '\xe9'\ndef f(): '\xe9'\n",
        b"# coding: latin-1\ns = '\xe9'\nasync def f(): '\xe9'\n",
    ),
    "utf-8 around": ("s = '😀'\ndef f(): 'é'\n".encode(), "s = '😀'\nasync def f(): 'é'\n".encode()),
    "behind a backslash": (b"def \\\n f(): pass\n", b"async def \\\n f(): pass\n"),
    "no line end at the end": (b"def f(): pass", b"async def f(): pass"),
}

REMOVED = {
    "plain": (b"async def f(): pass\n", b"def f(): pass\n"),
    "tab": (b"async\tdef f(): pass\n", b"def f(): pass\n"),
    "spaces": (b"async   def f(): pass\n", b"def f(): pass\n"),
    "decorated and indented": (b"if 1:\n  @a\n  async def f(): pass\n", b"if 1:\n  @a\n  def f(): pass\n"),
    "continued line": (b"async \\\n  def f(): pass\n", b"def f(): pass\n"),
    "continued line, CRLF": (b"async \\\r\n  def f(): pass\r\n", b"def f(): pass\r\n"),
    "continued line, lone carriage return": (b"async\\\r\tdef f(): pass\r", b"def f(): pass\r"),
    "mark": (BOM + b"async def f(): pass\n", BOM + b"def f(): pass\n"),
}


def edited(ask, content, edit, **wanted):
    return base64.b64decode(ask(content, edit=edit, **{"qualname": "f", **wanted})["edited"])


@pytest.mark.parametrize("case", INSERTED)
def test_inserts_the_keyword_and_nothing_else(ask, case):
    before, after = INSERTED[case]
    assert edited(ask, before, "insert-async") == after


@pytest.mark.parametrize("case", REMOVED)
def test_removes_the_keyword_and_nothing_else(ask, case):
    before, after = REMOVED[case]
    assert edited(ask, before, "remove-async") == after


@pytest.mark.parametrize("case", INSERTED)
def test_removing_undoes_inserting(ask, case):
    before, after = INSERTED[case]
    assert edited(ask, after, "remove-async") == before


@pytest.mark.parametrize("case", INSERTED)
def test_the_edited_function_is_the_target_of_the_new_text(ask, case):
    before, _ = INSERTED[case]
    target = ask(before, edit="insert-async", qualname="f")["target"]
    assert (target["qualname"], target["is_async"]) == ("f", True)


def test_one_of_several_stays_the_one_that_was_chosen(ask):
    text = b"def f(): return 1\ndef f(): return 2\n"
    capture = ask(text, edit="insert-async", qualname="f", line=2)
    assert base64.b64decode(capture["edited"]) == b"def f(): return 1\nasync def f(): return 2\n"
    assert (capture["target"]["line"], capture["target"]["is_async"]) == (2, True)


def test_one_of_several_behind_a_continued_line(ask):
    text = b"async \\\n def f(): return 1\ndef f(): return 2\n"
    capture = ask(text, edit="remove-async", qualname="f", line=1)
    assert (capture["target"]["line"], capture["target"]["is_async"]) == (1, False)


@pytest.mark.parametrize(
    ("content", "edit", "wanted", "why"),
    [
        (b"class f: pass\n", "insert-async", {}, "f is a class: async can only be put before a function"),
        (b"class f: pass\n", "remove-async", {}, "f is a class: async can only be taken from a function"),
        (b"async def f(): pass\n", "insert-async", {}, "f is async already"),
        (b"def f(): pass\n", "remove-async", {}, "f is not async"),
        (b"def f(): pass\n", "insert-async", {"qualname": None}, "name a function, as in case.py::name"),
    ],
)
def test_what_cannot_be_edited_is_said(ask, content, edit, wanted, why):
    with pytest.raises(EditError) as refusal:
        ask(content, edit=edit, **{"qualname": "f", **wanted})
    assert str(refusal.value).startswith("case.py: ")
    assert why in str(refusal.value)


def test_a_file_that_does_not_parse_has_no_function_to_edit(ask):
    with pytest.raises(TargetError, match=r"^case\.py: does not parse: line 2: "):
        ask(b"x = 1\ndef f(:\n", edit="insert-async", qualname="f")
