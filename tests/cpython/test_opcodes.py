"""Every opcode that an interpreter knows has a meaning for that version, and none that it does not know.

Knows `dis.opmap` of each interpreter, asked in a child. Does not know how a meaning is shown.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from itertools import pairwise

import pytest

from cutaway.cpython import opcodes
from cutaway.cpython.meaning import VERSIONS
from cutaway.interpreters import Interpreter

_ASK = "import dis, json; print(json.dumps(sorted(dis.opmap)))"


def _opmap(python: Interpreter) -> set[str]:
    asked = subprocess.run([python.executable, "-I", "-S", "-c", _ASK], capture_output=True, text=True, check=True)
    return set(json.loads(asked.stdout))


# What an instruction does to the height of the stack, for arguments 0 to 3, with its jump taken and not. Instrumented
# twins say that they act as their originals, so they change with them.
_ASK_EFFECTS = """
import dis, json
def effect(code, argument, jump):
    try:
        return dis.stack_effect(code, argument if code >= dis.HAVE_ARGUMENT else None, jump=jump)
    except ValueError:
        return None
print(json.dumps({
    name: [effect(code, argument, jump) for argument in range(4) for jump in (False, True)]
    for name, code in dis.opmap.items() if code < 256 and not name.startswith("INSTRUMENTED_")
}))
"""

# One wording, two effects: CPython counts differently, and what a reader sees stays the same.
_COUNTED_DIFFERENTLY = {
    "BUILD_SLICE",  # arguments 0 and 1, which never occur, counted as 2 until 3.13
    "CALL",  # in 3.11 PRECALL pops the arguments
    "RETURN_GENERATOR",  # since 3.13 counts the None that is sent first
    "RETURN_VALUE",  # since 3.14 counts the value on the caller's stack
}


def _effects(python: Interpreter) -> dict[str, list[int | None]]:
    asked = [python.executable, "-I", "-S", "-c", _ASK_EFFECTS]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(answer))


def _all_meanings() -> list[tuple[str, str]]:
    return [(name, meaning.text) for name in opcodes.NAMES for meaning in opcodes.explain(name)]


def test_every_opcode_of_an_interpreter_has_a_meaning_and_none_is_invented(python: Interpreter) -> None:
    assert set(opcodes.names_in(python.version_info)) == _opmap(python)


def test_every_opcode_of_an_interpreter_links_to_its_own_documentation(python: Interpreter) -> None:
    major, minor = python.version_info[:2]
    page = f"https://docs.python.org/{major}.{minor}/library/dis.html"
    for name in _opmap(python):
        meaning = opcodes.meaning(name, python.version_info)
        assert meaning is not None
        assert meaning.link in {page, f"{page}#opcode-{name}"}


@pytest.mark.parametrize(("name", "text"), _all_meanings())
def test_a_meaning_is_one_plain_line(name: str, text: str) -> None:
    assert 35 <= len(text) <= 110, f"{name}: {len(text)} characters"
    assert text[0].isupper()
    assert not text.endswith(".")
    assert text.isascii()
    assert text.isprintable()
    # "TOS" and "oparg" are words of the documentation, which a first reader does not know.
    assert "TOS" not in text
    assert "oparg" not in text


@pytest.mark.parametrize("version", VERSIONS)
def test_no_two_opcodes_of_a_version_have_the_same_meaning(version: tuple[int, int]) -> None:
    texts = Counter(opcodes.meaning(name, version).text for name in opcodes.names_in(version))  # type: ignore[union-attr]
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("name", opcodes.NAMES)
def test_wordings_of_a_name_follow_one_another_and_differ(name: str) -> None:
    meanings = opcodes.explain(name)
    assert all(meaning.versions for meaning in meanings)
    told = [version for meaning in meanings for version in meaning.versions]
    assert told == sorted(set(told)) == list(opcodes.versions_of(name))
    assert all(older.text != newer.text for older, newer in pairwise(meanings))


@pytest.mark.parametrize(
    ("name", "last_of_old", "first_of_new"),
    [
        pytest.param("LOAD_FAST", (3, 11), (3, 12), id="unbound locals moved to LOAD_FAST_CHECK"),
        pytest.param("LOAD_CLOSURE", (3, 12), (3, 13), id="became the compiler's own"),
        pytest.param("LOAD_METHOD", (3, 11), (3, 12), id="became a bit of LOAD_ATTR"),
        pytest.param("SETUP_FINALLY", (3, 10), (3, 12), id="became rows of the exception table"),
        pytest.param("MAKE_FUNCTION", (3, 10), (3, 11), id="qualified name moved into the code object"),
        pytest.param("MAKE_FUNCTION", (3, 12), (3, 13), id="defaults moved to SET_FUNCTION_ATTRIBUTE"),
        pytest.param("LOAD_GLOBAL", (3, 10), (3, 11), id="may push a NULL for a call"),
        pytest.param("COMPARE_OP", (3, 8), (3, 9), id="in, is and exception match got opcodes of their own"),
        pytest.param("FOR_ITER", (3, 11), (3, 12), id="leaves the exhausted iterator to the loop's end"),
        pytest.param("BINARY_OP", (3, 13), (3, 14), id="took over subscripts"),
        pytest.param("GET_ITER", (3, 14), (3, 15), id="pushes an index or NULL beside the iterator"),
        pytest.param("MATCH_KEYS", (3, 10), (3, 11), id="no longer pushes a bool"),
    ],
)
def test_a_changed_opcode_says_so(name: str, last_of_old: tuple[int, int], first_of_new: tuple[int, int]) -> None:
    old, new = opcodes.meaning(name, last_of_old), opcodes.meaning(name, first_of_new)
    assert old is not None
    assert new is not None
    assert old.text != new.text


@pytest.mark.parametrize(
    ("name", "version"),
    [("SETUP_FINALLY", (3, 11)), ("GEN_START", (3, 9)), ("GEN_START", (3, 11)), ("RETURN_CONST", (3, 14))],
)
def test_an_opcode_has_no_meaning_where_it_does_not_exist(name: str, version: tuple[int, int]) -> None:
    assert opcodes.versions_of(name) != ()
    assert opcodes.meaning(name, version) is None


def test_one_wording_covers_one_effect_on_the_stack(pythons: list[Interpreter]) -> None:
    effects_by_wording: dict[tuple[str, str], set[tuple[int | None, ...]]] = {}
    for python in pythons:
        for name, effect in _effects(python).items():
            meaning = opcodes.meaning(name, python.version_info)
            assert meaning is not None
            effects_by_wording.setdefault((name, meaning.text), set()).add(tuple(effect))
    several = {name for (name, _), effects in effects_by_wording.items() if len(effects) > 1}
    assert several <= _COUNTED_DIFFERENTLY


def test_a_full_version_means_its_minor_version() -> None:
    assert opcodes.meaning("GEN_START", (3, 10, 13)) == opcodes.meaning("GEN_START", (3, 10))


def test_a_name_that_is_no_opcode_has_no_meaning() -> None:
    assert opcodes.meaning("HAVE_ARGUMENT", (3, 12)) is None
    assert opcodes.versions_of("HAVE_ARGUMENT") == ()
    assert opcodes.explain("HAVE_ARGUMENT") == ()


def test_a_gap_in_an_opcodes_life_is_told() -> None:
    assert (3, 11) not in opcodes.versions_of("POP_BLOCK")
    assert {(3, 10), (3, 12)} < set(opcodes.versions_of("POP_BLOCK"))


@pytest.mark.parametrize("name", ["ENTER_EXECUTOR", "INSTRUMENTED_CALL", "RESERVED"])
def test_an_opcode_without_an_entry_links_to_the_page(name: str) -> None:
    meaning = opcodes.meaning(name, (3, 13))
    assert meaning is not None
    assert meaning.link == "https://docs.python.org/3.13/library/dis.html"
