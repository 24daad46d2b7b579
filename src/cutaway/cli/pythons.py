"""`cutaway pythons`: the interpreters that were found, where, and what each can show."""

from __future__ import annotations

import click

from . import options
from .output import destination
from .progress import telling


@click.command("pythons")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache folder.")
@options.output()
def command(no_cache: bool, form: str, output: str | None, color: str) -> int:
    """List the interpreters found on PATH, in pyenv's and uv's folders and in CUTAWAY_PYTHONS."""
    place = destination(output, color)
    from ..interpreters.discovery import survey
    from ..report import render_pythons

    with telling("asking the interpreters on this machine"):
        found = [one.to_json() for one in survey(use_cache=not no_cache)]
    place.write(render_pythons(found, form, **place.wishes))
    return 0
