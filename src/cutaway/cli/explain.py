"""`cutaway explain NAME`: what an opcode, a flag or a node kind means, on every version."""

from __future__ import annotations

import click

from . import options
from .output import destination


@click.command("explain")
@click.argument("name", metavar="NAME")
@options.output()
def command(name: str, form: str, output: str | None, color: str) -> int:
    """Say what an opcode (RETURN_GENERATOR), a flag (COROUTINE) or a kind of node (AsyncFunctionDef) means."""
    place = destination(output, color)
    from ..explanations import explain
    from ..report import render_explanation

    entries = explain(name)
    place.write(render_explanation(entries, form, **place.wishes))
    return 0
