"""Places in texts that a program made: what is masked of a traceback as CPython prints it, and what is not."""

from __future__ import annotations

import traceback

import pytest

from cutaway.layers.printed_places import without_places

FILE = "/w/pkg/mod.py"
TRACEBACK = """Traceback (most recent call last):
  File "/w/pkg/mod.py", line 7, in load
    return int(
        text + "\\n",
    )
  File "/w/lib.py", line 3, in other
    raise KeyError(1)
KeyError: 1
    and what the message goes on with
"""
MASKED = """Traceback (most recent call last):
  File "<its file>", line ..., in load
  File "/w/lib.py", line 3, in other
    raise KeyError(1)
KeyError: 1
    and what the message goes on with
"""


def test_a_frame_of_the_file_keeps_its_function():
    assert without_places(TRACEBACK, (FILE,)) == MASKED


def test_a_traceback_that_is_shown_as_a_value_is_masked_alike():
    shown = TRACEBACK.replace('"\\n"', "end")
    assert without_places(repr(shown), (FILE,)) == repr(MASKED)


def test_the_frames_of_a_group_are_masked():
    text = '  |   File "/w/pkg/mod.py", line 3, in f\n  |     raise X\n  |     ^^^^^^^\n  | X\n'
    assert without_places(text, (FILE,)) == '  |   File "<its file>", line ..., in f\n  | X\n'


def test_what_this_python_prints_of_two_lines_is_one_text():
    def printed(text, file):
        try:
            exec(compile(text, file, "exec"))
        except ZeroDivisionError:
            return "".join(traceback.format_exc().partition('  File "/')[1:])
        return ""

    first, second = printed("1 / 0", FILE), printed("\n\n(1 /\n 0)", "/w/new/mod.py")
    assert first != second
    files = (FILE, "/w/new/mod.py")
    assert without_places(first, files) == without_places(second, files)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mod.py:12: WARNING", "<its file>: WARNING"),
        ("at /w/pkg/mod.py:12>", "at <its file>>"),
        ("/w/pkg/mod.py", "<its file>"),
        ("/w/pkg/mod.pyc and /w/other/mod.py", "/w/pkg/mod.pyc and /w/other/mod.py"),
        ("a-mod.py my.mod.py", "a-mod.py my.mod.py"),
        ("model: 7", "model: 7"),
    ],
)
def test_the_file_by_its_name(text, masked):
    assert without_places(text, (FILE,)) == masked
