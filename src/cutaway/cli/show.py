"""`cutaway show TARGET`: every layer of one piece of Python."""

from __future__ import annotations

from typing import Any

import click

from . import options, statuses
from .asking import Request, answered, tell_troubles


@click.command("show")
@options.targets("TARGET")
@options.code()
@options.interpreters()
@options.reading()
@options.listing()
@options.output()
def command(**given: Any) -> int:
    """Show every layer of TARGET, from its source down to, with --call or --run, its behavior."""
    request = Request(**given)
    if len(request.targets) != 1:
        raise click.UsageError(f"show takes one target, not {len(request.targets)}")
    place = request.destination()
    sources = request.sources()
    question = request.question()
    subjects = request.subjects(sources)
    from .. import session
    from ..report import render_showing

    showing = answered(request, subjects, lambda: session.show(sources[0], subjects, question))
    place.write(render_showing(showing, request.form, **place.wishes))
    tell_troubles(showing.showings)
    return statuses.of_showing(showing)
