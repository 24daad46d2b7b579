"""`cutaway show TARGET`: every layer of one piece of Python."""

from __future__ import annotations

from typing import Any

from . import options, statuses
from .asking import Request, answered, tell_troubles
from .parser import Parser

ABOUT = "Show every layer of TARGET, from its source down to, with --call or --run, its behavior."


def declare(parser: Parser) -> None:
    """Give the command its options."""
    options.targets(parser, 1, "TARGET")
    options.interpreters(parser)
    options.reading(parser)
    options.listing(parser)
    options.output(parser)


def answer(**given: Any) -> int:
    """Show one target, and return the exit status."""
    request = Request(**given)
    place = request.destination()
    sources = request.sources()
    question = request.question()
    subjects = request.subjects(sources)
    from .. import session

    showing = answered(request, subjects, lambda: session.show(sources[0], subjects, question))
    from ..report import render_showing  # imported meanwhile

    place.write(render_showing(showing, request.form, **place.wishes))
    tell_troubles(showing.showings)
    return statuses.of_showing(showing)
