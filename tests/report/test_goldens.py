"""Reports as a reader sees them, kept as files. `pytest tests/report --regenerate-goldens` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import handwritten
import handwritten_whys as whys
import pytest

from cutaway.compare.verdicts import Why
from cutaway.report import render_comparison, render_explanation, render_pythons, render_showing

GOLDENS = Path(__file__).parent / "goldens"
FIRST_LAYER = re.compile(r"^.*(── source |-- source |## source|\*\* source)", re.MULTILINE)
ALL = ("3.8.18", "3.10.13", "3.12.1", "3.13.0")


def why(answer: Why, *, form: str = "text", **wishes: Any) -> str:
    """The page down to the layers, which other goldens show."""
    return why_on((("3.12.1", answer),), form=form, **wishes)


def why_on(answers: Sequence[tuple[str, Why]], *, form: str = "text", **wishes: Any) -> str:
    page = render_comparison(whys.asked(*answers), form, **{"width": 80, **wishes})
    return page[: FIRST_LAYER.search(page).start()]  # type: ignore[union-attr]


CASES: dict[str, Callable[[], str]] = {
    "founding-case-60-columns.txt": lambda: render_comparison(handwritten.founding("3.12.1"), width=60),
    "founding-case-100-columns.txt": lambda: render_comparison(handwritten.founding("3.12.1"), width=100),
    "founding-case-in-color.ansi": lambda: render_comparison(handwritten.founding("3.12.1"), width=80, color=True),
    "founding-case-not-called.txt": lambda: render_comparison(handwritten.founding("3.12.1", called=False), width=80),
    "founding-case.md": lambda: render_comparison(handwritten.founding("3.12.1"), "markdown"),
    "founding-case.org": lambda: render_comparison(handwritten.founding("3.12.1"), "org"),
    "founding-case.json": lambda: render_comparison(handwritten.founding("3.12.1"), "json"),
    "four-versions-60-columns.txt": lambda: render_comparison(handwritten.founding(*ALL), width=60),
    "four-versions.md": lambda: render_comparison(handwritten.founding(*ALL), "markdown"),
    "four-versions.org": lambda: render_comparison(handwritten.founding(*ALL), "org"),
    "odd-things-80-columns-ascii.txt": lambda: render_comparison(handwritten.everything(), width=80, ascii=True),
    "odd-things-120-columns.txt": lambda: render_comparison(handwritten.everything(), width=120),
    "odd-things-in-full.txt": lambda: render_comparison(handwritten.everything(), width=100, full=True),
    "odd-things.md": lambda: render_comparison(handwritten.everything(), "markdown"),
    "odd-things.org": lambda: render_comparison(handwritten.everything(), "org"),
    "why-on-3.8.txt": lambda: why(whys.ON_3_8),
    "why-on-3.10.txt": lambda: why(whys.ON_3_10),
    "why-on-3.12.txt": lambda: why(whys.ON_3_12),
    "why-on-3.12-60-columns-ascii.txt": lambda: why(whys.ON_3_12, width=60, ascii=True),
    "why-on-3.12-120-columns.txt": lambda: why(whys.ON_3_12, width=120),
    "why-in-color.ansi": lambda: why(whys.ON_3_12, color=True),
    "why.md": lambda: why(whys.SHOWN, form="markdown", show_trials=True),
    "why.org": lambda: why(whys.SHOWN, form="org", show_trials=True),
    "why-nothing-differs.txt": lambda: why(whys.NOTHING_DIFFERS),
    "why-outside.txt": lambda: why(whys.OUTSIDE),
    "why-inconclusive.txt": lambda: why(whys.INCONCLUSIVE),
    "why-cut-short.txt": lambda: why(whys.CUT_SHORT, show_trials=True),
    "why-in-two-places.txt": lambda: why(whys.IN_TWO_PLACES),
    "why-trouble.txt": lambda: why(whys.TROUBLE),
    "why-with-trials.txt": lambda: why(whys.SHOWN, show_trials=True),
    "why-on-four-versions.txt": lambda: why_on(whys.ON_FOUR),
    "why-on-four-versions.md": lambda: why_on(whys.ON_FOUR, form="markdown"),
    "why-on-eight-versions.txt": lambda: why_on(whys.ON_EIGHT),
    "why-on-eight-versions-60-columns.txt": lambda: why_on(whys.ON_EIGHT, width=60),
    "why-on-eight-versions.org": lambda: why_on(whys.ON_EIGHT, form="org"),
    "showing.txt": lambda: render_showing(handwritten.shown("3.8.18", "3.12.1", "3.13.0"), width=80),
    "showing.md": lambda: render_showing(handwritten.shown("3.12.1"), "markdown"),
    "explanation.txt": lambda: render_explanation(handwritten.EXPLANATION, width=60),
    "explanation.json": lambda: render_explanation(handwritten.EXPLANATION, "json"),
    "pythons-60-columns.txt": lambda: render_pythons(handwritten.PYTHONS, width=60),
    "pythons-120-columns.txt": lambda: render_pythons(handwritten.PYTHONS, width=120),
    "pythons.org": lambda: render_pythons(handwritten.PYTHONS, "org"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_report_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDENS / name
    found = CASES[name]().encode("utf-8")
    if request.config.getoption("--regenerate-goldens"):
        golden.write_bytes(found)
    assert golden.is_file(), f"no golden {name}: make it with --regenerate-goldens, and read it"
    assert found == golden.read_bytes()


def test_every_golden_has_its_case() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == set(CASES)
