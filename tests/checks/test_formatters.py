"""No false "different": what real formatters make of real files is the same at `code`, but for docstrings' white space.

Knows that a child, which knows nothing of cutaway, says which docstrings a formatter changed, and that exactly these
are named. Does not know how `pair` proves anything.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from formatters import PACKAGES, SETTINGS, Formatted, downloaded, named, sample_for, whole_library

import cutaway
from cutaway.checks.verdicts import FileVerdict
from cutaway.interpreters import Interpreter

CHILD = Path(__file__).with_name("docstrings_in_child.py")


def judged(python: Interpreter, sides: Sequence[Path], allow: str = "") -> dict[str, FileVerdict]:
    """The verdicts of a gate at `code` on files that were rewritten, by path."""
    allowed = (allow,) if allow else ()
    found = cutaway.check(*sides, same="code", allow=allowed, python=str(python.executable)).files
    return {verdict.path: verdict for verdict in found if verdict.status != "same"}


class Docstrings(NamedTuple):
    """Whose docstrings a formatter changed; None in a file that this interpreter cannot compile."""

    changed: list[str] | None
    beyond_layout: list[str]


def docstrings(python: Interpreter, sides: Sequence[Path], paths: Sequence[str]) -> dict[str, Docstrings]:
    """Whose docstrings the formatter changed, by path."""
    asked = json.dumps([[str(side / path) for side in sides] for path in paths])
    command = [str(python.executable), "-I", str(CHILD)]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout
    found = [Docstrings(None, []) if one is None else Docstrings(*one) for one in json.loads(answer)]
    return dict(zip(paths, found, strict=True))


def told(verdict: FileVerdict) -> list[str] | None:
    """The definitions that a verdict names; None for a file in trouble."""
    return None if verdict.error else sorted({function.qualname for function in verdict.functions})


def assert_only_docstrings_differ(python: Interpreter, sides: Sequence[Path], at_least: int) -> None:
    """Every file is the same at `code`, but for those whose docstrings changed.

    Without layout these are the same, too, but for docstrings of which more changed; and without docstrings all are.
    """
    found = judged(python, sides)
    assert len(found) >= at_least
    expected = docstrings(python, sides, list(found))
    assert unlike(found, {path: one.changed for path, one in expected.items()}) == {}
    different = [path for path, one in found.items() if one.deepest is not None]
    for path in different:
        assert {function.field for function in found[path].functions} <= {"__doc__", "co_consts"}, path
    beyond = [path for path in different if expected[path].beyond_layout]
    with TemporaryDirectory() as folder:
        exempted = judged(python, copied(sides, different, Path(folder, "all")), "docstring-whitespace")
        without = judged(python, copied(sides, beyond, Path(folder, "beyond")), "docstrings")
    assert unlike(exempted, {path: expected[path].beyond_layout for path in different}) == {}
    assert [path for path in different if not exempted[path].allowed] == beyond
    assert {path: one.deepest for path, one in without.items() if one.deepest is not None} == {}


def unlike(found: Mapping[str, FileVerdict], names: Mapping[str, list[str] | None]) -> dict[str, Any]:
    """The files of which other definitions are told than there should be: what is told, and what should be."""
    return {path: (told(one), names[path]) for path, one in found.items() if told(one) != names[path]}


def copied(sides: Sequence[Path], paths: Iterable[str], folder: Path) -> list[Path]:
    """Both sides of some of the files alone."""
    for side in sides:
        (folder / side.name).mkdir(parents=True)
        for path in paths:
            copy = folder / side.name / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(side / path, copy)
    return [folder / side.name for side in sides]


@pytest.fixture(scope="session")
def formatted(pytestconfig: pytest.Config) -> Formatted:
    """What the formatters made of texts so far, in pytest's own cache folder."""
    return Formatted(pytestconfig.cache.mkdir("formatted"))


@pytest.fixture(scope="session")
def sample_sides(formatted: Formatted, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample before and after, a folder a setting: one check for all of them takes a fifth of one for each."""
    folder = tmp_path_factory.mktemp("sample")
    for setting in SETTINGS:
        made = formatted.sides(sample_for(setting), setting, folder / setting)
        for side in made:
            shutil.copytree(side, folder / side.name / setting)
    return folder / "before", folder / "after"


def test_a_sample_of_the_standard_library_reformatted(python: Interpreter, sample_sides: tuple[Path, Path]) -> None:
    assert_only_docstrings_differ(python, sample_sides, at_least=40)


@pytest.mark.slow
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_whole_standard_library_reformatted(
    python: Interpreter, setting: str, formatted: Formatted, tmp_path: Path
) -> None:
    sides = formatted.sides(whole_library(str(python.executable)), setting, tmp_path)
    assert_only_docstrings_differ(python, sides, at_least=500)


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages from PyPI."""
    folder = tmp_path_factory.mktemp("packages")
    if why := downloaded(PACKAGES, folder):
        pytest.skip(f"packages cannot be downloaded: {why}")
    return folder / "packages"


@pytest.mark.slow
@pytest.mark.parametrize("setting", SETTINGS)
def test_packages_reformatted(
    python: Interpreter, setting: str, packages: Path, formatted: Formatted, tmp_path: Path
) -> None:
    assert_only_docstrings_differ(python, formatted.sides(named(packages), setting, tmp_path), at_least=300)


def test_what_is_no_white_space_is_seen(python: Interpreter, tmp_path: Path) -> None:
    """The assertion can fail: a docstring's word, and a constant beside it."""
    for side, text in (
        ("before", "def f():\n    'a'\n    return 1.5\n"),
        ("after", "def f():\n    'b'\n    return 2.5\n"),
    ):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.py").write_text(text)
    with pytest.raises(AssertionError):
        assert_only_docstrings_differ(python, (tmp_path / "before", tmp_path / "after"), at_least=1)
