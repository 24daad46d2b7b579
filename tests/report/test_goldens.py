"""Reports as a reader sees them, kept as files. `pytest tests/report --regenerate-goldens` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import handwritten
import pytest

from cutaway.report import render_comparison, render_explanation, render_pythons, render_showing

GOLDENS = Path(__file__).parent / "goldens"
ALL = ("3.8.18", "3.10.13", "3.12.1", "3.13.0")

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
