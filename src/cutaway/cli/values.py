"""What the values of options may be, and what is said of one that may not.

Knows kinds of values. Does not know which option takes which.
"""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence

SIZE = re.compile(r"(?P<number>[0-9]+)(?P<unit>[KMG]?)(?:i?B)?", re.IGNORECASE)
UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class Number:
    """A number within limits: `limits` says which, `excludes` whether one is outside."""

    def __init__(self, kind: type[int] | type[float], limits: str, excludes: Callable[[float], bool]) -> None:
        self.kind = kind
        self.limits = limits
        self.excludes = excludes

    def __call__(self, text: str) -> float:
        """The number that the text is."""
        try:
            number = self.kind(text)
        except ValueError:
            noun = "integer" if self.kind is int else "number"
            raise ArgumentTypeError(f"{text!r} is not a valid {noun}") from None
        if self.excludes(number):
            raise ArgumentTypeError(f"{number} is not in the range {self.limits}")
        return number


def one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """What takes one of the choices; argparse lists them with other words in every version."""

    def chosen(text: str) -> str:
        if text not in choices:
            raise ArgumentTypeError(f"{text!r} is not one of {', '.join(map(repr, choices))}")
        return text

    return chosen


def size(text: str) -> int:
    """Bytes for `512M`."""
    found = SIZE.fullmatch(text)
    if found is None or int(found["number"]) == 0:
        raise ArgumentTypeError(f"{text!r} is not a size such as 512M or 1G")
    return int(found["number"]) * UNITS[found["unit"].upper()]
