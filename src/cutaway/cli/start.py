"""The command line's one entry: turns every trouble into one line on stderr and an exit status.

Knows which errors exist and which status each ends with. Does not know any command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from ..errors import CutawayError
from .commands import cutaway
from .output import tell
from .statuses import INTERRUPTED, PIPE_CLOSED, TROUBLE

COMPLETION = "_CUTAWAY_COMPLETE"
"""The variable by which a shell asks click for completions."""


def run(arguments: Sequence[str]) -> int:  # noqa: PLR0911 - one return for each kind of end
    """Run one command line and return its exit status."""
    try:
        status = _run(list(arguments))
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
    except OSError as error:
        _forget_stdout()  # on a full disk, its flush at exit would fail once more
        return _tell(str(error.strerror or error))
    return status if isinstance(status, int) else 0


def _run(arguments: list[str]) -> Any:
    """What click's `main` does outside its standalone mode, less its way with a closed pipe: an exit with status 1."""
    if COMPLETION in os.environ:
        return cutaway.main(arguments, prog_name="cutaway")
    try:
        with cutaway.make_context("cutaway", arguments) as context:
            return cutaway.invoke(context)
    except click.exceptions.Exit as asked:
        return asked.exit_code


def _tell(message: str) -> int:
    tell(message)
    return TROUBLE


def _forget_stdout() -> None:
    """Nobody reads it any more: let the interpreter's own flush at exit go nowhere, without a complaint."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
