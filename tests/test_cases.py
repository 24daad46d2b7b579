"""Phenomena of Python source, each with the deepest layer that it reaches, by version: the files in `tests/cases`.

Knows the format of a case (tests/cases/README.md). Does not know why a case has its depth: the case says it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from cutaway import session
from cutaway.compare.comparison import InterpreterComparison
from cutaway.interpreters import Interpreter
from cutaway.layers import NAMES, STATIC
from cutaway.layers.difference import Change
from cutaway.targets import Source, from_code

FOLDER = Path(__file__).parent / "cases"
HEADER = re.compile(r"# (?P<key>deepest|same|error|kinds of \w+|moved|target|optimize|bytes): (?P<value>.+)")
BEFORE, AFTER = "# === before\n", "# === after\n"

Minor = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Case:
    """One case: what its header says, and its two texts."""

    name: str
    header: Mapping[str, str]
    before: bytes
    after: bytes

    def says(self, key: str, version: Minor) -> str | None:
        """What the header says under `key` for a version, None where it says nothing."""
        return by_version(self.header[key], version) if key in self.header else None

    def sources(self) -> tuple[Source, Source]:
        """The two sides as targets."""
        names = (self.header.get("target", "") or "").split() or [None]
        return (
            from_code(self.before, "before", names[0]),
            from_code(self.after, "after", names[-1]),
        )

    @property
    def question(self) -> session.Question:
        """All static layers, at the case's optimization level."""
        level = self.header.get("optimize")
        return session.Question(layers=STATIC, optimize=None if level is None else int(level))


def by_version(told: str, version: Minor) -> str:
    """The answer for a version in a line such as `code; from 3.10: bytecode`."""
    first, *later = told.split("; ")
    answer = first
    for step in later:
        start, _, value = step.removeprefix("from ").partition(": ")
        major, minor = map(int, start.split("."))
        if version >= (major, minor):
            answer = value
    return answer


def read_case(path: Path) -> Case:
    """Read one file; a line of the header that is none of ours is an error, not prose."""
    head, rest = path.read_bytes().decode("utf-8").split(BEFORE, 1)
    before, after = ("\n" + rest).split("\n" + AFTER, 1)
    before = before[1:] + "\n" if before else ""
    header = {}
    for line in head.splitlines()[1:]:
        found = HEADER.fullmatch(line)
        if found:
            header[found["key"]] = found["value"]
        else:
            assert not re.match(r"# [\w ]+: ", line), f"{path.name}: no such key: {line}"
    encode = escaped if header.get("bytes") == "escaped" else str.encode
    return Case(path.stem, header, encode(before), encode(after))


def escaped(text: str) -> bytes:
    """The bytes that `text` stands for inside a bytes literal, without the line end that the file adds."""
    content: bytes = ast.literal_eval(f"b'''{text.removesuffix(chr(10))}'''")
    return content


CASES = [read_case(path) for path in sorted(FOLDER.glob("*.py"))]

Compare = Callable[[Case, bool], InterpreterComparison]


@pytest.fixture(scope="session")
def compare(python: Interpreter) -> Iterator[Compare]:
    """Compare a case's sides on one interpreter, its probe kept alive; swapped if that is asked. Each is asked once."""
    with session.Subjects((python,)) as subjects:

        @cache
        def answer(case: Case, swapped: bool) -> InterpreterComparison:
            before, after = reversed(case.sources()) if swapped else case.sources()
            return session.compare(before, after, subjects, case.question).comparisons[0]

        yield answer


def depth(answer: InterpreterComparison) -> str:
    return "trouble" if answer.trouble is not None else answer.deepest or "none"


def changed(answer: InterpreterComparison) -> str:
    """What a failing test shows: every layer's own words."""
    return answer.trouble or "; ".join(f"{one.layer}: {one.same} {one.summary}" for one in answer.layers[:-1])


def moved(answer: InterpreterComparison) -> str:
    found = [one.layer for one in answer.layers if any("layout alone" in note for note in one.notes)]
    return " ".join(found) or "none"


def told(answer: InterpreterComparison, *, swapped: bool) -> list[tuple[str, bool | None, list[str]]]:
    """Each layer's answer and changes, told as if the sides stood the other way round where `swapped`."""
    return [
        (one.layer, one.same, sorted(change_key(change, swapped=swapped) for change in one.changes))
        for one in answer.layers
    ]


def change_key(change: Change, *, swapped: bool) -> str:
    sides, places = (change.before, change.after), (change.before_at, change.after_at)
    # Where both sides have the thing, the path is its place before: that is another one where the sides are swapped.
    path = change.path if None in sides else ""
    return repr((change.kind, change.name, path, *((pair[::-1] if swapped else pair) for pair in (sides, places))))


def assert_error(told: str, answer: InterpreterComparison) -> None:
    """The error stands where it arises, once; nothing deeper is compared, and the side that compiles is shown."""
    errors = [(one, change) for one in answer.layers for change in one.changes if change.kind == "error"]
    if told == "none":
        assert not errors, changed(answer)
        return
    side, _, layer = told.split()
    ((found, change),) = errors
    assert found.layer == layer
    assert (change.before is None) == (side == "after")
    assert all(one.same is None for one in answer.layers[NAMES.index(layer) + 1 :])
    shown = "before" if side == "after" else "after"
    deeper = answer.layers[NAMES.index(layer) : NAMES.index("behavior")]
    assert any(getattr(row, shown) is not None for one in deeper for row in one.rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reaches_the_depth_that_it_says(case: Case, compare: Compare, python: Interpreter) -> None:
    answer = compare(case, False)
    assert depth(answer) == case.says("deepest", python.minor), changed(answer)
    for layer in (case.says("same", python.minor) or "").split():
        assert answer.layer(layer).same is True, changed(answer)
    for key in case.header:
        if key.startswith("kinds of "):
            layer = answer.layer(key.removeprefix("kinds of "))
            assert sorted({change.kind for change in layer.changes}) == case.says(key, python.minor).split()
    assert moved(answer) == (case.says("moved", python.minor) or moved(answer))
    assert_error(case.says("error", python.minor) or "none", answer)


def test_swapped_sides_mirror_the_changes(compare: Compare, python: Interpreter) -> None:
    for case in CASES:
        assert told(compare(case, False), swapped=False) == told(compare(case, True), swapped=True), case.name


def test_every_case_says_its_depth_in_the_words_of_the_layers() -> None:
    for case in CASES:
        answers = {by_version(case.header["deepest"], (3, minor)) for minor in range(8, 16)}
        assert answers <= {*STATIC, "none", "trouble"}, case.name


def test_a_version_gets_the_last_answer_that_begins_at_or_before_it() -> None:
    told = "ast; from 3.11: tokens; from 3.14: none"
    assert [by_version(told, (3, minor)) for minor in (8, 10, 11, 13, 14, 15)] == [
        "ast",
        "ast",
        "tokens",
        "tokens",
        "none",
        "none",
    ]
