"""`cutaway diff BEFORE AFTER`: how deep two pieces of Python differ, and how."""

from __future__ import annotations

from typing import Any

import click

from ..layers import STATIC
from . import options, statuses
from .asking import Request, answered, tell_troubles


@click.command("diff")
@options.targets("BEFORE AFTER")
@options.code()
@options.interpreters()
@options.reading()
@click.option(
    "--same", "gate", type=click.Choice(STATIC), metavar="LAYER",
    help="Exit 0 if this layer and every deeper static one is the same, whatever stands above.",
)
@options.listing()
@options.context()
@options.output()
def command(gate: str | None, **given: Any) -> int:
    """Compare two pieces of Python layer by layer.

    Exit status: 0 the same in every layer asked for, 1 different, 2 trouble.
    """
    request = Request(**given)
    if len(request.targets) != 2:
        raise click.UsageError(f"diff takes two targets, not {len(request.targets)}")
    place = request.destination()
    before, after = sources = request.sources()
    question = request.question()
    subjects = request.subjects(sources)
    from .. import session
    from ..report import render_comparison

    comparison = answered(request, subjects, lambda: session.compare(before, after, subjects, question))
    place.write(render_comparison(comparison, request.form, **place.wishes, **request.context_shown))
    tell_troubles(comparison.comparisons)
    return statuses.of_comparison(comparison) if gate is None else statuses.of_gate(comparison, gate)
