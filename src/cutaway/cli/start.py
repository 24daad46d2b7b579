"""The command line's one entry: turns every trouble into one line on stderr and an exit status.

Knows which errors exist and which status each ends with. Does not know any command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from ..errors import CutawayError
from .commands import COMMANDS, command, command_parser, top_parser
from .output import tell
from .statuses import INTERRUPTED, PIPE_CLOSED, SAME, TROUBLE

COMPLETION = "_ARGCOMPLETE"
"""The variable by which a shell asks for completions."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    try:
        return _answer(arguments)
    except SystemExit:  # argparse's end of --help and --version
        return SAME
    except CutawayError as error:
        return _tell(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    except OSError as error:
        _forget_stdout()  # on a full disk, its flush at exit would fail once more
        return _tell(str(error.strerror or error))


def _answer(arguments: Sequence[str]) -> int:
    if COMPLETION in os.environ:
        from .completion import complete

        complete()
    if not arguments or arguments[0] not in COMMANDS:
        _answer_without_command(arguments)
    given = command_parser(arguments[0]).parse_args(arguments[1:])
    status: int = command(arguments[0]).answer(**vars(given))
    return status


def _answer_without_command(arguments: Sequence[str]) -> NoReturn:
    """--help, --version, or what is wrong."""
    parser = top_parser()
    if arguments and not arguments[0].startswith("-"):
        parser.error(f"no such command: {arguments[0]!r}")
    parser.parse_args(arguments[:1])
    parser.error("missing command")


def _tell(message: str) -> int:
    tell(message)
    return TROUBLE


def _forget_stdout() -> None:
    """Nobody reads it any more: let the interpreter's own flush at exit go nowhere, without a complaint."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
