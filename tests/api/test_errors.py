"""Errors and their page: what can be raised and what is explained are the same set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cutaway.errors import CutawayError
from cutaway.interpreters.probing import ERRORS

ROOT = Path(__file__).resolve().parents[2]
PROBE_SLUG = re.compile(r'(?:Trouble|refusal)\(\s*"([a-z]+)"')


def classes():
    return [CutawayError, *CutawayError.__subclasses__()]


def test_every_slug_is_explained_and_nothing_else():
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert headings == [*(error.slug for error in classes()), "Trouble with a file"]
    for error in classes():
        assert f"`{error.__name__}`" in page


@pytest.mark.parametrize("section", ["usage", "Trouble with a file"])
def test_what_the_page_quotes_is_what_the_program_says(section):
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    (content,) = re.findall(rf"^## {section}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    quoted = [phrase for line in content.splitlines() for phrase in re.findall(r"\*([^*]+)\*", line)]
    assert quoted
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "cutaway").rglob("*.py"))
    said = said.replace("[{SECTION}]", "[tool.cutaway]")
    assert [phrase for phrase in quoted if phrase not in said] == []


def test_every_slug_of_the_probe_is_an_error_of_ours():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "cutaway" / "probe").glob("*.py")]
    said = {slug for source in sources for slug in PROBE_SLUG.findall(source)}
    assert said
    assert said <= set(ERRORS)
