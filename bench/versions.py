"""`--python all` on every interpreter found, against the same command on one."""

from __future__ import annotations

from .command import AFTER, BEFORE
from .pairs import cutaway, ratio, told

REPEATS = 11


def main() -> None:
    one = ("diff", "-c", BEFORE, "-c", AFTER)
    figures = ratio(cutaway(*one, "--python", "all"), cutaway(*one), REPEATS)
    told("--python all / one interpreter", 3.5, figures, REPEATS)
