"""The commands by name, each imported only when it is run: a command pays for its own imports alone.

Knows names and one line of help each. Does not know what they do.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

COMMANDS = {
    "show": ("show", "Every layer of one piece of Python."),
    "diff": ("diff", "Two pieces of Python, layer by layer: how deep they differ, and how."),
    "async": ("async_", "What putting async before a function does, layer by layer."),
    "explain": ("explain", "What an opcode, a flag, a kind of node or a token type means."),
    "pythons": ("pythons", "The interpreters that were found, and what each can show."),
}


class LazyCommands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{COMMANDS[cmd_name][0]}", __package__)
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


def _print_version(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version  # 20 ms that no other command needs

    python = ".".join(str(part) for part in sys.version_info[:3])
    click.echo(f"cutaway {version('cutaway')} on {sys.implementation.name} {python} ({sys.executable})")
    ctx.exit()


@click.group(
    cls=LazyCommands,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, callback=_print_version, expose_value=False, is_eager=True,
    help="Show the version, and the interpreter that runs cutaway.",
)
def cutaway() -> None:
    """What CPython makes of a piece of Python at every layer, and how deep a change to it goes.

    A TARGET is path.py, path.py::Class.method, path.py::name@LINE, pkg.mod:name, REV:path, a .pyc,
    - (standard input) or -c CODE.

    Nothing of yours is run or imported unless you ask with --call or --run.

    Exit status: 0 the same, 1 different, 2 trouble.
    """
