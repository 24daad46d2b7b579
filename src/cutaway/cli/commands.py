"""The commands by name, each imported only when it is run: a command pays for its own imports alone.

Knows names and one line of help each. Does not know what they do.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from .output import say
from .parser import CommandParser, Parser

MODULES = {
    "show": "show",
    "diff": "diff",
    "check": "check",
    "async": "async_",
    "explain": "explain",
    "fingerprint": "fingerprint",
    "pythons": "pythons",
}
COMMANDS = {
    "show": "Every layer of one piece of Python.",
    "diff": "Two pieces of Python, layer by layer: how deep they differ, and how.",
    "check": "How deep each of a repository's changes goes; a gate for it.",
    "async": "What putting async before a function does, layer by layer.",
    "explain": "What an opcode, a flag, a kind of node or a token type means.",
    "fingerprint": "A stable hash of a piece of Python: of what runs, or of its tree.",
    "pythons": "The interpreters that were found, and what each can show.",
}
"""In the order of the help. MODULES names the file of each, here."""

ABOUT = """What CPython makes of a piece of Python at every layer, and how deep a change to it goes.

A TARGET is path.py, path.py::Class.method, path.py::name@LINE, pkg.mod:name, REV:path, a .pyc,
- (standard input) or -c CODE.

Nothing of yours is run or imported unless you ask with --call or --run.

Exit status: 0 the same, 1 different, 2 trouble."""


def command(name: str) -> ModuleType:
    """The module of a command: ABOUT, `declare` its options on a parser, `answer` what they ask."""
    return import_module(f".{MODULES[name]}", __package__)


def command_parser(name: str) -> CommandParser:
    """The parser of one command."""
    module = command(name)
    parser = CommandParser(f"cutaway {name}", module.ABOUT)
    module.declare(parser)
    return parser


def top_parser() -> Parser:
    """The parser of what stands before a command."""
    parser = Parser("cutaway", ABOUT, COMMANDS)
    parser.add_argument(
        "--version", action=Version, nargs=0, help="Show the version, and the interpreter that runs cutaway."
    )
    return parser


class Version(argparse.Action):
    """Show the version."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print, and end the command."""
        from importlib.metadata import version  # 20 ms that no other command needs

        python = ".".join(str(part) for part in sys.version_info[:3])
        say(f"cutaway {version('cutaway')} on {sys.implementation.name} {python} ({sys.executable})\n")
        parser.exit()
