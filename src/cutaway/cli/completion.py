"""What a shell completes: commands, options, their choices, and files for targets.

Knows argcomplete, which the shell's own function calls through a variable. Does not know any command.
"""

from __future__ import annotations

import argcomplete
from argcomplete.completers import FilesCompleter, SuppressCompleter

from .commands import COMMANDS, command, top_parser
from .parser import CommandParser, Parser

FILES = frozenset({"targets", "sides", "blame_ignore", "output"})
"""What a file may be given for."""


def complete() -> None:
    """Tell the shell what may stand at its cursor, and end the process."""
    # Options only behind a dash: most words are files, and twenty options would hide them.
    argcomplete.autocomplete(parser_of_all(), always_complete_options=False, default_completer=SuppressCompleter())


def parser_of_all() -> Parser:
    """The top parser with those of all commands below it."""
    parser = top_parser()
    below = parser.add_subparsers(parser_class=CommandParser)
    for name, words in COMMANDS.items():
        module = command(name)
        one = below.add_parser(name, help=words, prog=f"cutaway {name}", about=module.ABOUT)
        module.declare(one)
        _complete_files(one)
    return parser


def _complete_files(parser: Parser) -> None:
    for action in parser._actions:
        if action.dest in FILES:
            action.completer = FilesCompleter()  # type: ignore[attr-defined]
