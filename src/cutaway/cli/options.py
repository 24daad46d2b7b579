"""The options that several commands share, and what they mean together.

Knows names, defaults and help texts. Does not know what a command does with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import UsageError
from ..layers import NAMES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json", "markdown", "org")
CODE_MARK = "\0code:"
"""Stands before a `-c CODE` among the targets; no argument of a process can hold NUL, so none is mistaken for it."""

SIZE = re.compile(r"(?P<number>[0-9]+)(?P<unit>[KMG]?)(?:i?B)?", re.IGNORECASE)
UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class TargetOption(click.Option):
    """An option whose value is a target, in the order given: click keeps none between options and arguments.

    `mark` stands before the value among the arguments.
    """

    def __init__(self, declarations: Sequence[str], mark: str, **settings: Any) -> None:
        super().__init__(declarations, **settings)
        self.mark = mark

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Let the parser put the target among the arguments where it stands."""
        super().add_to_parser(parser, ctx)
        known = {**parser._short_opt, **parser._long_opt}
        for spelling in self.opts:
            known[spelling].process = lambda value, state: state.largs.append(self.mark + value)


def targets(metavar: str) -> Callable[[Command], Command]:
    """Give a command its targets; a shell completes them as files, which is where most begin."""
    return click.argument("targets", metavar=metavar, nargs=-1, shell_complete=_complete_files)


def _complete_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


class Size(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4 only
    """A number of bytes, with K, M or G if wanted."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Bytes for `512M`."""
        if isinstance(value, int):
            return value
        size = SIZE.fullmatch(value)
        if size is None or int(size["number"]) == 0:
            self.fail(f"{value!r} is not a size such as 512M or 1G", param, ctx)
        return int(size["number"]) * UNITS[size["unit"].upper()]


def _apply(options: list[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def code() -> Callable[[Command], Command]:
    """Give a command the `-c` option, and `-::name`, in which click sees an option `-:` with the value `:name`."""
    return _apply([
        click.option(
            "-c", "--code", cls=TargetOption, mark=CODE_MARK, metavar="CODE", multiple=True, expose_value=False,
            help="A piece of source as a target; targets count in the order given.",
        ),
        click.option(
            "-:", "in_standard_input", cls=TargetOption, mark="-:", multiple=True, expose_value=False, hidden=True
        ),
    ])


def interpreters() -> Callable[[Command], Command]:
    """Give a command the choice of interpreters."""
    return _apply([
        click.option(
            "-p", "--python", "pythons", metavar="SPEC", multiple=True,
            help="An interpreter: 3.12, 3.13t, a path, or all (one a minor version). Repeatable. "
            "Default: the one that runs cutaway.",
        ),
        click.option("--no-cache", is_flag=True, help="Neither read nor write the cache folder."),
    ])


def reading() -> Callable[[Command], Command]:
    """Give a command the choice of what is read, and of what is run."""
    return _apply([
        click.option(
            "-l", "--layer", "layers", type=click.Choice(NAMES), multiple=True, metavar="NAME",
            help=f"Only this layer: {', '.join(NAMES)}. Repeatable. Default: all.",
        ),
        click.option(
            "--optimize", type=click.IntRange(0, 2), metavar="0|1|2",
            help="The compiler's optimization level, as -O and -OO set it.",
        ),
        click.option(
            "--call", metavar="EXPR",
            help="Run this expression on each side, `target` being its function: --call 'target(1)'. It runs up to "
            "four times a side and interpreter, with its side effects.",
        ),
        click.option("--run", is_flag=True, help="Run the whole file, up to four times a side and interpreter."),
        click.option(
            "--timeout", type=click.FloatRange(min=0, min_open=True), default=10.0, show_default=True,
            metavar="SECONDS", help="How long one run may take.",
        ),
        click.option(
            "--memory", type=Size(), default="1G", show_default=True, metavar="SIZE",
            help="How much address space one run may take.",
        ),
    ])


def listing() -> Callable[[Command], Command]:
    """Give a command what its listings show, under the names that `dis` uses."""
    return _apply([
        click.option("--show-caches", is_flag=True, help="Show the inline cache entries of instructions."),
        click.option("--show-offsets", is_flag=True, help="Show the offsets of instructions."),
        click.option("--show-positions", is_flag=True, help="Show the source positions of instructions."),
    ])


def context() -> Callable[[Command], Command]:
    """Give a command what it shows of what is the same."""
    return _apply([
        click.option(
            "-U", "--unified", "context", type=click.IntRange(min=0), default=3, show_default=True, metavar="N",
            help="Lines of context around what differs.",
        ),
        click.option("--full", is_flag=True, help="Show what is the same, too."),
    ])


def output() -> Callable[[Command], Command]:
    """Give a command its formats and colors."""
    return _apply([
        click.option(
            "-f", "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
            metavar="|".join(FORMATS), help="How the answer is written.",
        ),
        click.option("-o", "--output", metavar="FILE", help="Write the answer to a file."),
        click.option(
            "--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True,
            metavar="auto|always|never", help="Color the text. NO_COLOR and FORCE_COLOR count, too.",
        ),
    ])


def layers_asked(layers: tuple[str, ...], call: str | None, *, run: bool) -> tuple[str, ...]:
    """The layers to read, in order. Raises UsageError for what does not fit together."""
    if call is not None and run:
        raise UsageError("--call and --run are two questions: give one of them")
    if layers and "behavior" not in layers and (call is not None or run):
        raise UsageError("--call and --run are seen at the layer behavior: add --layer behavior")
    return tuple(layer for layer in NAMES if not layers or layer in layers)
