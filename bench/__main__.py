"""All figures of the issue's section "Speed", as ratios taken in one run: `python -m bench`.

Each figure is the median of several pairs, taken in turn, against what a user would do instead. Machines are shared and
noisy: a ratio means little alone, and nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import importlib
import platform
from datetime import UTC, datetime

FIGURES = (
    "command",
    "versions",
    "library",
    "bytecode",
    "alignment",
    "assembling",
    "hybrids",
    "why",
    "check",
    "check_pairs",
    "fingerprint",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("figures", nargs="*", choices=[*FIGURES, []], help="which figures; all if none is named")
    chosen = parser.parse_args().figures or FIGURES
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}")
    for name in chosen:
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
