"""`cutaway explain NAME`: what an opcode, a flag, a node kind or a token type means, on every version."""

from __future__ import annotations

import click

from . import options
from .output import destination


@click.command("explain")
@click.argument("name", metavar="NAME")
@options.output()
def command(name: str, form: str, output: str | None, color: str) -> int:
    """Say what an opcode (RETURN_GENERATOR), a flag (COROUTINE), a kind of node (AsyncWith) or a token type (LPAR) means."""
    place = destination(output, color)
    from ..explanations import explain
    from ..report import render_explanation

    entries = explain(name)
    place.write(render_explanation(entries, form, **place.wishes))
    return 0
