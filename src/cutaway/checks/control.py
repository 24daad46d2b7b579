"""The positive control: one constant changed in a copy of a file, in memory, to see that the check notices.

Knows tokens and where a change of one must change what runs. Does not know probes, nor who asks for the verdict.
"""

from __future__ import annotations

import io
import token as kinds
import tokenize
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

ENDS = frozenset({"", ")", ",", ":", "]"})
"""What may follow a token that stands alone: with an operator behind it, another value might do the same."""

Token = tokenize.TokenInfo


class Planted(NamedTuple):
    """A change that must be noticed: where it is, the token before and after, and the file with it and without."""

    path: str
    line: int
    token_before: str
    token_after: str
    before: bytes
    after: bytes


def planted(path: str, content: bytes) -> Planted | None:
    """The plainest such change that a file has room for: of a number, else a string, an operator or a name."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline="").readline))
    except (SyntaxError, UnicodeError, LookupError, tokenize.TokenError):
        return None
    for candidates in (_assigned_numbers, _numbers, _strings, _operators, _names):
        for at, changed in candidates(tokens):
            return _with(path, text, encoding, tokens[at], changed)
    return None


def _assigned_numbers(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """`name = 1` at the start of a line, and `return 1`: nothing folds these away."""
    for at, changed in _numbers(tokens):
        assigned = at >= 2 and tokens[at - 1].string == "=" and tokens[at - 2].line.lstrip() == tokens[at].line.lstrip()
        starts = assigned and tokens[at].line.lstrip().startswith(tokens[at - 2].string)
        if (starts or tokens[at - 1].string == "return") and tokens[at + 1].type == kinds.NEWLINE:
            yield at, changed


def _numbers(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for at, one in enumerate(tokens):
        if one.type == kinds.NUMBER and one.string.isdecimal() and tokens[at + 1].string.strip() in ENDS:
            yield at, str(int(one.string) + 1)


def _strings(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Strings that are handed on: not docstrings, nor strings in annotations."""
    for at, one in enumerate(tokens):
        plain = one.type == kinds.STRING and one.string[0] in "'\"" and one.string[:3] not in {"'''", '"""'}
        if plain and tokens[at - 1].string in {"=", "(", ",", "return"}:
            yield at, f"{one.string[:-1]}_{one.string[-1]}"


_OTHER_OPERATOR = {"==": "!=", "+": "-", "<": "<=", ">": ">=", "and": "or", "or": "and", "in": "not in"}


def _operators(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for at, one in enumerate(tokens):
        # `in` is an operator only where it does not belong to a `for`.
        plain = one.string != "in" or one.line.lstrip().startswith(("if", "return"))
        if plain and one.string in _OTHER_OPERATOR and at and _ends_a_value(tokens[at - 1]):
            yield at, _OTHER_OPERATOR[one.string]


def _ends_a_value(one: Token) -> bool:
    """Without one before it, a sign is no operator between two values."""
    return one.type in {kinds.NAME, kinds.NUMBER} or one.string in {")", "]"}


def _names(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """A name that is called, or an attribute that is read."""
    for at, one in enumerate(tokens):
        called = (
            one.type == kinds.NAME and tokens[at + 1].string == "(" and tokens[at - 1].string not in {"def", "class"}
        )
        if called or (one.type == kinds.NAME and at and tokens[at - 1].string == "."):
            yield at, f"{one.string}_"


def _with(path: str, text: str, encoding: str, one: Token, changed: str) -> Planted:
    lines = io.StringIO(text, newline="").readlines()
    row, column = one.start
    line = lines[row - 1]
    lines[row - 1] = line[:column] + changed + line[one.end[1] :]
    return Planted(path, row, one.string, changed, text.encode(encoding), "".join(lines).encode(encoding))


class Controls:
    """The files that a control may be made of: the first few that have room for a change, so that memory stays small.

    One may stand in code that the compiler leaves out; then the next is tried.
    """

    MOST = 3

    def __init__(self) -> None:
        self._found: list[Planted] = []

    def offer(self, path: str, content: bytes) -> None:
        """Consider one file."""
        if len(self._found) < self.MOST and (found := planted(path, content)) is not None:
            self._found.append(found)

    def noticed(self, asked: Callable[[Planted], bool]) -> tuple[Planted, bool] | None:
        """The first change that `asked` notices, or the last one, unnoticed; None where no file has room for any."""
        for found in self._found:
            if asked(found):
                return found, True
        return (self._found[-1], False) if self._found else None
