"""`cutaway diff BEFORE AFTER`: how deep two pieces of Python differ, and how."""

from __future__ import annotations

from typing import Any

from ..layers import STATIC
from . import options, statuses
from .asking import Request, answered, tell_troubles, tell_uncompared, tell_untried
from .parser import Parser
from .values import one_of

ABOUT = """Compare two pieces of Python layer by layer.

Exit status: 0 the same in every layer asked for, 1 different, 2 trouble."""


def declare(parser: Parser) -> None:
    """Give the command its options."""
    options.targets(parser, 2, "BEFORE AFTER")
    options.interpreters(parser)
    options.reading(parser)
    parser.add_argument(
        "--same",
        dest="gate",
        type=one_of(STATIC),
        choices=STATIC,
        metavar="LAYER",
        help="Exit 0 if this layer and every deeper static one is the same, whatever stands above.",
    )
    options.causes(parser)
    options.listing(parser)
    options.context(parser)
    options.output(parser)


def answer(gate: str | None, **given: Any) -> int:
    """Compare two targets, and return the exit status."""
    request = Request(**given)
    place = request.destination()
    before, after = sources = request.sources()
    question = request.question()
    subjects = request.subjects(sources)
    from .. import session

    comparison = answered(request, subjects, lambda: session.compare(before, after, subjects, question))
    from ..report import render_comparison  # imported meanwhile

    place.write(render_comparison(comparison, request.form, **place.wishes, **request.context_shown))
    tell_troubles(comparison.comparisons)
    tell_uncompared(comparison, gate)
    if tell_untried(comparison, request):
        return statuses.TROUBLE
    return statuses.of_comparison(comparison) if gate is None else statuses.of_gate(comparison, gate)
