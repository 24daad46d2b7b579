"""`cutaway explain NAME`: what an opcode, a flag, a node kind or a token type means, on every version."""

from __future__ import annotations

from . import options
from .output import destination
from .parser import Parser, Targets

ABOUT = """Say what an opcode (RETURN_GENERATOR), a flag (COROUTINE), a kind of node (AsyncWith) or a token type (LPAR)
means."""


def declare(parser: Parser) -> None:
    """Give the command its options."""
    parser.add_argument("names", action=Targets, count=1, noun="name", metavar="NAME")
    options.output(parser)


def answer(names: tuple[str], form: str, output: str | None, color: str) -> int:
    """Explain one name, and return the exit status."""
    place = destination(output, color)
    from ..explanations import explain
    from ..report import render_explanation

    place.write(render_explanation(explain(*names), form, **place.wishes))
    return 0
