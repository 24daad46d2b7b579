"""`cutaway async TARGET`: what one keyword does, layer by layer."""

from __future__ import annotations

from typing import Any

import click

from . import options, statuses
from .asking import Request, answered, tell_troubles


@click.command("async")
@options.targets("TARGET")
@click.option("--remove", is_flag=True, help="Take the keyword out instead.")
@options.code()
@options.interpreters()
@options.reading()
@options.listing()
@options.context()
@options.output()
def command(remove: bool, **given: Any) -> int:
    """Put `async` before the function that TARGET names (path.py::name), and compare it with what it was.

    The file itself is not changed. Exit status: 0 when the question could be answered, 2 trouble.
    """
    request = Request(**given)
    if len(request.targets) != 1:
        raise click.UsageError(f"async takes one target, not {len(request.targets)}")
    place = request.destination()
    before = request.sources()[0]
    after = before.edited("remove-async" if remove else "insert-async")
    question = request.question()
    subjects = request.subjects([before])
    from .. import session
    from ..report import render_comparison

    comparison = answered(request, subjects, lambda: session.compare(before, after, subjects, question))
    place.write(render_comparison(comparison, request.form, **place.wishes, **request.context_shown))
    tell_troubles(comparison.comparisons)
    return statuses.of_edit(comparison)
