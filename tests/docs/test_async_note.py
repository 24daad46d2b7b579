"""docs/notes/async.md says what its generator finds, and what the founding truths are.

Knows where the page and its generator stand. Does not know how anything on the page is drawn.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "notes" / "async.md"
GENERATOR = ROOT / "tools" / "async_note.py"
PATCH_RELEASE = re.compile(r"\b(3\.[0-9]+)\.[0-9]+(?:(?:a|b|rc)[0-9]+)?")
MINORS = [f"3.{minor}" for minor in range(8, 16)]


def comparable(text: str) -> str:
    """The page without patch releases, which differ from machine to machine."""
    return PATCH_RELEASE.sub(r"\1", text)


def test_the_page_is_what_its_generator_writes(pythons: list[Any]) -> None:
    if ["{}.{}".format(*python.version_info) for python in pythons] != MINORS:
        pytest.skip("the page speaks of 3.8 to 3.15")
    written = subprocess.run(
        [sys.executable, str(GENERATOR), "-"], capture_output=True, encoding="utf-8", check=True, timeout=300
    ).stdout
    assert comparable(written) == comparable(PAGE.read_text(encoding="utf-8")), "run: python tools/async_note.py"


def statement(words: str) -> list[str]:
    """The cells of the row that speaks of a statement of the note's."""
    (row,) = (
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| “") and words in line
    )
    return [cell.strip() for cell in row.strip("|").split("|")]


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        # The table that the project began with: the magic bit is magic as long as the call itself reads it.
        ("literally the magic bit", "3.8 to 3.9"),
        # 3.10 put GEN_START there, 3.11 RETURN_GENERATOR: the note's own listing, of 3.12, shows it.
        ("Looking inside the functions", "3.8 to 3.9"),
        ("The only difference is a flag", "3.8 to 3.9"),
        # PEP 492: since 3.5.
        ("AsyncFunctionDef", "every version"),
        ("returns a coroutine object", "every version"),
        ("only_async_flags=128", "every version"),
    ],
)
def test_a_statement_holds_where_cpython_works_that_way(words: str, holds: str) -> None:
    assert statement(words)[1] == holds
