"""What bytes become: encodings, marks, line ends, and what no decoder can read.

Every case is judged by the interpreter under study itself: what its own compile() takes, we must read, too.
"""

from __future__ import annotations

import codecs

import pytest

from cutaway.errors import TargetError

BOM = codecs.BOM_UTF8

READABLE = {
    "plain": (b"x = 1\n", ["x = 1", ""]),
    "no line end": (b"x = 1", ["x = 1"]),
    "empty": (b"", [""]),
    "utf-8": ("s = 'é€😀'\n".encode(), ["s = 'é€😀'", ""]),
    "utf-8 mark": (BOM + b"x = 1\n", ["x = 1", ""]),
    "only a mark": (BOM, [""]),
    "mark and declaration agree": (BOM + b"# coding: utf-8\nx = 1\n", ["# coding: utf-8", "x = 1", ""]),
    "latin-1": (b"# coding: latin-1\ns = '\xe9'\n", ["# coding: latin-1", "s = 'é'", ""]),
    "declared on line 2": (
        b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\ns = '\x80'\n",
        ["#!/usr/bin/python", "# vim: set fileencoding=cp1252 :", "s = '€'", ""],
    ),
    "declared behind a form feed": (b"\x0c# coding: latin-1\ns = '\xe9'\n", ["\x0c# coding: latin-1", "s = 'é'", ""]),
    "lone carriage returns": (b"# coding: latin-1\rs = '\xe9'\rt = 2", ["# coding: latin-1", "s = 'é'", "t = 2"]),
    "mixed line ends": (b"a = 1\r\nb = 2\rc = 3\nd = 4", ["a = 1", "b = 2", "c = 3", "d = 4"]),
    "form feed is no line end": (b"\x0cx = 1\n\x0c\ny = 2\n", ["\x0cx = 1", "\x0c", "y = 2", ""]),
    "separators of str.splitlines are no line ends": ("s = '\x1c\x85\u2028'\n".encode(), ["s = '\x1c\x85\u2028'", ""]),
    "shift_jis": ("# coding: shift_jis\ns = '日本'\n".encode("shift_jis"), ["# coding: shift_jis", "s = '日本'", ""]),
}

UNREADABLE = {
    "NUL byte": (b"x = 1\ny = '\0'\n", "line 2 holds a NUL byte"),
    "NUL byte behind lone carriage returns": (b"x = 1\rz = 3\ry = '\0'\n", "line 3 holds a NUL byte"),
    "not utf-8": (b"x = 1\ns = '\xe9'\n", "line 2: byte 0xe9 is not UTF-8: declare its encoding or save it as UTF-8"),
    "not utf-8 on line 1": (b"s = '\xff'\n", "line 1: byte 0xff is not UTF-8"),
    "not utf-8 behind a mark": (BOM + b"x = 1\r\ns = '\xe9'\r\n", "line 2: byte 0xe9 is not UTF-8"),
    "not utf-8 behind a cut character": (
        b"'" + "é".encode() * 5000 + b"'\ns = '\xe9'\n",
        "line 2: byte 0xe9 is not UTF-8",
    ),
    "declared on line 3": (b"\n\n# coding: latin-1\ns = '\xe9'\n", "line 4: byte 0xe9 is not UTF-8"),
    "not what is declared": (b"# coding: ascii\ns = '\xe9'\n", "line 2: byte 0xe9 is not ASCII"),
    "unknown encoding": (b"# coding: klingon\nx = 1\n", "unknown encoding: klingon"),
    "mark against declaration": (
        BOM + b"# coding: latin-1\nx = 1\n",
        "byte order mark contradicts the declared encoding",
    ),
    "rot13": (b"# coding: rot13\nk = 1\n", "rot13"),
    "hex": (b"# coding: hex\n78\n", "hex"),
    "undefined": (b"# coding: undefined\nx = 1\n", "undefined encoding"),
    "NUL once decoded": (b"# coding: utf-7\ns = '+AAA-'\n", "holds NUL characters"),
    "lone surrogate once decoded": (b"# coding: raw_unicode_escape\ns = '\\ud800'\n", "lone surrogate"),
    "utf-16": ("x = 1\n".encode("utf-16"), "NUL byte"),
}


@pytest.mark.parametrize("case", READABLE)
def test_reads_what_the_compiler_reads(ask, case):
    content, lines = READABLE[case]
    compile(content, "case.py", "exec")  # the host's compiler, as a check of the case itself
    assert ask(content)["lines"] == lines


@pytest.mark.parametrize("case", UNREADABLE)
def test_says_in_one_line_what_cannot_be_read(ask, case):
    content, why = UNREADABLE[case]
    with pytest.raises(TargetError) as refusal:
        ask(content)
    message = str(refusal.value)
    assert message.startswith("case.py: ")
    assert why in message
    assert "\n" not in message


def test_says_how_the_file_was_written(ask):
    content = BOM + b"# coding: utf-8\r\nx = 1\ry = 2\n"
    facts = ask(content, layers=["source"])["layers"]["source"]["facts"]
    assert (facts["encoding"], facts["bom"], facts["newlines"]) == ("utf-8", True, ["\n", "\r", "\r\n"])


def test_first_line_longer_than_any_buffer(ask):
    # the cut must not fall into a character, and `coding:` in a string declares nothing
    content = ("s = 'coding: " + "é" * 30_000 + "'\n").encode()
    for shift in range(2):
        assert ask(b"#" * shift + b"\n" + content)["lines"][1].endswith("é'")
    assert ask(content)["lines"][0].endswith("é'")


def test_columns_count_characters_not_bytes(ask):
    target = ask("class é:\n    def ö(self): pass\n", qualname="é.ö")["target"]
    assert target["name_at"] == [2, 8, 9]
