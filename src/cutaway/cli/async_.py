"""`cutaway async TARGET`: what one keyword does, layer by layer."""

from __future__ import annotations

from typing import Any

from . import options, statuses
from .asking import Request, answered, tell_troubles, tell_uncompared, tell_untried
from .parser import Parser

ABOUT = """Put `async` before the function that TARGET names (path.py::name), and compare it with what it was.

The file itself is not changed. Exit status: 0 when the question could be answered, 2 trouble."""


def declare(parser: Parser) -> None:
    """Give the command its options."""
    parser.add_argument("--remove", action="store_true", help="Take the keyword out instead.")
    options.targets(parser, 1, "TARGET")
    options.interpreters(parser)
    options.reading(parser)
    options.causes(parser)
    options.listing(parser)
    options.context(parser)
    options.output(parser)


def answer(remove: bool, **given: Any) -> int:
    """Compare a target with its edit, and return the exit status."""
    request = Request(**given)
    place = request.destination()
    before = request.sources()[0]
    after = before.edited("remove-async" if remove else "insert-async")
    question = request.question()
    subjects = request.subjects([before])
    from .. import session

    comparison = answered(request, subjects, lambda: session.compare(before, after, subjects, question))
    from ..report import render_comparison  # imported meanwhile

    place.write(render_comparison(comparison, request.form, **place.wishes, **request.context_shown))
    tell_troubles(comparison.comparisons)
    tell_uncompared(comparison)
    if tell_untried(comparison, request):
        return statuses.TROUBLE
    return statuses.of_edit(comparison)
