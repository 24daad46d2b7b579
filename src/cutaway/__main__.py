"""`python -m cutaway` and the `cutaway` command.

Starts the host's probe before anything else is imported: it loads while the terminal's libraries do (DECISIONS, traps).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

ASKING = frozenset({"show", "diff", "async", "check"})
ELSEWHERE = ("-p", "--python", "-h", "--help", "--no-cache")


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    gc.disable()  # imports make no garbage, but collections: 6 % of a diff's CPU time. `asking` turns it on again
    try:
        return _run(arguments)
    finally:
        gc.enable()


def _run(arguments: Sequence[str]) -> int:
    if not asks_the_host(arguments):
        from .cli.start import run as run_command

        return run_command(arguments)
    try:
        return _run_with_probe(arguments)
    except KeyboardInterrupt:  # while it was still importing, or already ending
        return 130


def _run_with_probe(arguments: Sequence[str]) -> int:
    from .interpreters import ahead

    try:
        ahead.start()
        from .cli.start import run as run_command

        return run_command(arguments)
    finally:
        ahead.dismiss()


def asks_the_host(arguments: Sequence[str]) -> bool:
    """Whether the host's probe will most likely be asked: a guess that costs little where it is wrong."""
    if not arguments or arguments[0] not in ASKING:
        return False
    # The host is mostly one of all.
    return "all" in arguments or not any(one.startswith(ELSEWHERE) for one in arguments)


if __name__ == "__main__":
    main()
