"""`python -m cutaway` and the `cutaway` command.

Starts the host's probe before anything else is imported: it loads while the terminal's libraries do (DECISIONS, traps).
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    from .cli.start import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
