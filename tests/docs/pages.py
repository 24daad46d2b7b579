"""The project's pages of documentation: their fenced blocks, their commands with what stands below each, their links.

Knows Markdown only as far as these pages use it. Does not know what a command answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FOR_USERS = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]

FENCED = re.compile(r"^(?P<fence>`{3,})(?P<language>[a-z]*)\n(?P<content>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ +(?P<text>.+)$", re.MULTILINE)
PROMPT = "$ "
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """A command of a `console` block, as it is written, and the output that stands below it."""

    line: str
    output: str


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, by its number among all of that page."""

    page: Path
    number: int
    language: str
    content: str

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}-{self.number}"

    def commands(self) -> list[Command]:
        """The commands of a `console` block, in order: what stands behind `$ `, and what follows up to the next.

        A line that ends in a backslash goes on in the next one.
        """
        shown = COMMAND.split(self.content)
        assert not shown[0], f"{self.name}: output without a command above it"
        return [Command(line, output) for line, output in zip(shown[1::2], shown[2::2], strict=True)]


def blocks(language: str) -> list[Block]:
    """Every block of that language in the README and in `docs/`: the pages for users."""
    return [block for page in FOR_USERS for block in blocks_of(page) if block.language == language]


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of one page."""
    found = FENCED.finditer(page.read_text(encoding="utf-8"))
    return [Block(page, number, match["language"], match["content"]) for number, match in enumerate(found)]


def replace(block: Block, content: str) -> None:
    """Write a block of a page anew."""
    text = block.page.read_text(encoding="utf-8")
    match = list(FENCED.finditer(text))[block.number]
    block.page.write_text(text[: match.start("content")] + content + text[match.end("content") :], encoding="utf-8")


def prose(page: Path) -> str:
    """The text of a page without its fenced blocks."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> Iterator[str]:
    """The targets of the links that lead to another page of the project, or to another place of the same."""
    for match in LINK.finditer(prose(page)):
        if "://" not in match["target"]:
            yield match["target"]


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them: lower case, punctuation dropped, spaces as hyphens."""
    headings = (match["text"].strip().lower() for match in HEADING.finditer(prose(page)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def section(page: Path, heading: str) -> str:
    """The text below a heading, up to the next one of any level."""
    text = page.read_text(encoding="utf-8")
    start = re.search(rf"^#+ +{re.escape(heading)}$", text, re.MULTILINE)
    assert start is not None, f"{page.name} has no section {heading!r}"
    following = HEADING.search(text, start.end())
    return text[start.end() : following.start() if following else len(text)]
