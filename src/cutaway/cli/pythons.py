"""`cutaway pythons`: the interpreters that were found, where, and what each can show."""

from __future__ import annotations

from . import options
from .output import destination
from .parser import Parser
from .progress import telling

ABOUT = "List the interpreters found on PATH, in pyenv's and uv's folders and in CUTAWAY_PYTHONS."


def declare(parser: Parser) -> None:
    """Give the command its options."""
    options.cache(parser)
    options.output(parser)


def answer(no_cache: bool, form: str, output: str | None, color: str) -> int:
    """List them, and return the exit status."""
    place = destination(output, color)
    from ..interpreters.discovery import survey
    from ..report import render_pythons

    with telling("asking the interpreters on this machine"):
        found = [one.to_json() for one in survey(use_cache=not no_cache)]
    place.write(render_pythons(found, form, **place.wishes))
    return 0
