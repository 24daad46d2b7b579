"""Links between the pages lead somewhere, and every page is reached from the index."""

from __future__ import annotations

from pathlib import Path

import pages
import pytest


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: str(page.relative_to(pages.ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in pages.links(page):
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        if anchor:
            assert anchor in pages.anchors(target), link


def test_the_index_leads_to_every_page() -> None:
    index = pages.ROOT / "docs" / "README.md"
    reached = {(index.parent / link.partition("#")[0]).resolve() for link in pages.links(index)}
    assert {page for page in pages.PAGES if page.is_relative_to(index.parent) and page != index} <= reached


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: str(page.relative_to(pages.ROOT)))
def test_a_page_names_no_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for place in ("/home/", "/root/", "/tmp/", "/Users/", "/work/"):
        assert place not in text
