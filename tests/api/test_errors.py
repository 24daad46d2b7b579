"""Errors and their page: what can be raised and what is explained are the same set."""

from __future__ import annotations

import re
from pathlib import Path

from cutaway.errors import CutawayError
from cutaway.interpreters.probing import ERRORS

ROOT = Path(__file__).resolve().parents[2]
PROBE_SLUG = re.compile(r'(?:Trouble|refusal)\(\s*"([a-z]+)"')


def classes():
    return [CutawayError, *CutawayError.__subclasses__()]


def test_every_slug_is_explained_and_nothing_else():
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [error.slug for error in classes()]
    for error in classes():
        assert f"`{error.__name__}`" in page


def test_every_slug_of_the_probe_is_an_error_of_ours():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "cutaway" / "probe").glob("*.py")]
    said = {slug for source in sources for slug in PROBE_SLUG.findall(source)}
    assert said
    assert said <= set(ERRORS)
