"""The command line's one entry: turns every trouble into one line on stderr and an exit status.

Knows which errors exist and which status each ends with. Does not know any command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from ..errors import CutawayError
from .commands import cutaway
from .statuses import INTERRUPTED, PIPE_CLOSED, TROUBLE


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    try:
        status = cutaway.main(args=list(arguments), prog_name="cutaway", standalone_mode=False)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx is not None else "cutaway"
        return _tell(f"{error.format_message()} (see {command} --help)")
    except click.ClickException as error:
        return _tell(error.format_message())
    except CutawayError as error:
        return _tell(str(error))
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    return status if isinstance(status, int) else 0


def _tell(message: str) -> int:
    line = " ".join(message.split())
    printable = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
    if sys.stderr is not None:
        encoding = sys.stderr.encoding or "ascii"
        sys.stderr.write(f"cutaway: {printable.encode(encoding, 'backslashreplace').decode(encoding)}\n")
    return TROUBLE


def _forget_stdout() -> None:
    """Nobody reads it any more: let the interpreter's own flush at exit go nowhere, without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
