"""The options that several commands share, and what they mean together.

Knows names, defaults and help texts. Does not know what a command does with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import UsageError
from ..layers import NAMES, RUN
from .parser import Parser, TargetOption, Targets
from .values import Number, one_of, size

FORMATS = ("text", "json", "markdown", "org")
COLORS = ("auto", "always", "never")
CODE_MARK = "\0code:"
"""Stands before a `-c CODE` among the targets; no argument of a process can hold NUL, so none is mistaken for it."""

BUDGET = 1000
"""Hybrids that --why may run on each interpreter, if nothing else is said."""


def targets(parser: Parser, count: int | None, metavar: str) -> None:
    """Give a command its targets (None: one or more), and the `-c` option, which is one of them."""
    parser.add_argument("targets", action=Targets, count=count, noun="target", metavar=metavar)
    parser.add_argument(
        "-c",
        "--code",
        action=TargetOption,
        mark=CODE_MARK,
        metavar="CODE",
        help="A piece of source as a target; targets count in the order given.",
    )


def interpreters(parser: Parser) -> None:
    """Give a command the choice of interpreters."""
    parser.add_argument(
        "-p",
        "--python",
        dest="pythons",
        action="append",
        default=[],
        metavar="SPEC",
        help="An interpreter: 3.12, 3.13t, a path, or all (one a minor version). Repeatable. "
        "Default: the one that runs cutaway.",
    )
    cache(parser)


def cache(parser: Parser) -> None:
    """Give a command the choice to leave the cache folder alone."""
    parser.add_argument("--no-cache", action="store_true", help="Neither read nor write the cache folder.")


def reading(parser: Parser) -> None:
    """Give a command the choice of what is read, and of what is run."""
    parser.add_argument(
        "-l",
        "--layer",
        dest="layers",
        action="append",
        default=[],
        type=one_of(NAMES),
        choices=NAMES,
        metavar="NAME",
        help=f"Only this layer: {', '.join(NAMES)}. Repeatable. Default: all.",
    )
    optimization(parser)
    _running(parser)


def optimization(parser: Parser) -> None:
    """Give a command the compiler's level."""
    parser.add_argument(
        "--optimize",
        type=Number(int, "0<=x<=2", lambda level: not 0 <= level <= 2),
        metavar="0|1|2",
        help="The compiler's optimization level, as -O and -OO set it.",
    )


def _running(parser: Parser) -> None:
    parser.add_argument(
        "--call",
        metavar="EXPR",
        help="Run this expression on each side, `target` being its function: --call 'target(1)'. It runs up to "
        "four times a side and interpreter, with its side effects.",
    )
    parser.add_argument(
        "--run", action="store_true", help="Run the whole file, up to four times a side and interpreter."
    )
    parser.add_argument(
        "--timeout",
        type=Number(float, "x>0", lambda seconds: seconds <= 0),
        default=10.0,
        metavar="SECONDS",
        help="How long one run may take.",
    )
    parser.add_argument(
        "--memory", type=size, default="1G", metavar="SIZE", help="How much address space one run may take."
    )


def causes(parser: Parser) -> None:
    """Give a command the question why, and what belongs to it."""
    parser.add_argument(
        "--why",
        action="store_true",
        help="Find out by experiment which of the differences makes the behavior differ. Needs --call or --run, which "
        "run again, once or twice, with each hybrid of the two sides: side effects, too.",
    )
    parser.add_argument("--show-trials", action="store_true", help="With --why: list every hybrid and what it did.")
    parser.add_argument(
        "--trial",
        type=Number(int, "x>=1", lambda number: number < 1),
        metavar="N",
        help="With --why: show hybrid N as bytecode, and run it again.",
    )
    parser.add_argument(
        "--budget",
        type=Number(int, "x>=1", lambda hybrids: hybrids < 1),
        metavar="N",
        help=f"With --why: how many hybrids may be run on each interpreter. Default: {BUDGET}.",
    )
    parser.add_argument(
        "--yes", action="store_true", help="With --why --run: do not ask whether the file may run so often."
    )


def listing(parser: Parser) -> None:
    """Give a command what its listings show, under the names that `dis` uses."""
    for name, words in (
        ("caches", "Show the inline cache entries of instructions."),
        ("offsets", "Show the offsets of instructions."),
        ("positions", "Show the source positions of instructions."),
    ):
        parser.add_argument(f"--show-{name}", action="store_true", help=words)


def context(parser: Parser) -> None:
    """Give a command what it shows of what is the same."""
    parser.add_argument(
        "-U",
        "--unified",
        dest="context",
        type=Number(int, "x>=0", lambda lines: lines < 0),
        default=3,
        metavar="N",
        help="Lines of context around what differs.",
    )
    parser.add_argument("--full", action="store_true", help="Show what is the same, too.")


def output(parser: Parser, formats: Sequence[str] = FORMATS) -> None:
    """Give a command its formats and colors."""
    parser.add_argument(
        "-f",
        "--format",
        dest="form",
        type=one_of(formats),
        choices=formats,
        default="text",
        metavar="|".join(formats),
        help="How the answer is written.",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="Write the answer to a file.")
    parser.add_argument(
        "--color",
        type=one_of(COLORS),
        choices=COLORS,
        default="auto",
        metavar="|".join(COLORS),
        help="Color the text. NO_COLOR and FORCE_COLOR count, too.",
    )


def layers_asked(layers: Sequence[str], call: str | None, *, run: bool) -> tuple[str, ...]:
    """The layers to read, in order. Raises UsageError for what does not fit together."""
    if call is not None and run:
        raise UsageError("--call and --run are two questions: give one of them")
    if layers and RUN not in layers and (call is not None or run):
        raise UsageError("--call and --run are seen at the layer behavior: add --layer behavior")
    return tuple(layer for layer in NAMES if not layers or layer in layers)


def refuse_without_run(call: str | None, *, run: bool) -> None:
    """Raise UsageError where why is asked, but nothing is run."""
    if call is None and not run:
        raise UsageError("--why explains what a run shows: add --call EXPR or --run")


def refuse_without_why(**given: object) -> None:
    """Raise UsageError where an option is given that only --why makes use of."""
    for name, value in given.items():
        if value not in (None, False):
            raise UsageError(f"--{name.replace('_', '-')} belongs to --why: add --why")
