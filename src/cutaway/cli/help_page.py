"""The page that --help shows.

Knows how it is laid out. Does not know what any option means.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .output import width

WIDEST = 98
"""Columns beyond which lines are hard to read."""
LEFT = 30
"""Columns for names; a longer one has its line to itself."""


def help_page(prog: str, about: str, actions: Iterable[argparse.Action], commands: Mapping[str, str]) -> str:
    """The page of one command: what it does, its options, and the commands below it."""
    actions = list(actions)
    options = [one for one in actions if one.option_strings]
    named = ["COMMAND [ARGS]..."] if commands else [str(one.metavar) for one in actions if not one.option_strings]
    lines = [" ".join(["Usage:", prog, "[OPTIONS]", *named]), "", *_paragraphs(about)]
    lines += ["Options:", *_table([(_spelled(one), _described(one)) for one in options])]
    if commands:
        lines += ["", "Commands:", *_table(list(commands.items()))]
    return "\n".join(lines) + "\n"


def _paragraphs(about: str) -> Iterator[str]:
    for paragraph in about.split("\n\n"):
        yield from _wrapped(" ".join(paragraph.split()), indent=2)
        yield ""


def _spelled(option: argparse.Action) -> str:
    """`-U, --unified N`."""
    names = ", ".join(option.option_strings)
    return names if option.metavar is None else f"{names} {option.metavar}"


def _described(option: argparse.Action) -> str:
    """The help text, with the default and the limits behind it."""
    marks = [getattr(option.type, "limits", "")]
    if isinstance(option.default, str | int | float) and option.nargs != 0 and option.default != argparse.SUPPRESS:
        marks.insert(0, f"default: {option.default}")
    behind = "; ".join(filter(None, marks))
    return f"{option.help} [{behind}]" if behind else str(option.help)


def _table(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    left = min(max(len(name) for name, _ in rows), LEFT) + 2
    for name, words in rows:
        first, *more = _wrapped(words, indent=left + 2)
        if len(name) + 2 > left:
            yield f"  {name}"
            yield first
        else:
            yield f"  {name:{left}}{first[left + 2 :]}"
        yield from more


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        text, min(width(), WIDEST), initial_indent=margin, subsequent_indent=margin,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
