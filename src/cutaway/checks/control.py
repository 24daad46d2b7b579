"""The positive control: one constant changed in a copy of a file, in memory, to see that the check notices.

Knows tokens and where a change of one should change what runs. Does not know probes, nor who asks for the verdict.

A constant may stand where no compiler looks, or in what was set aside: then another change is tried, and at last a line
of its own, which nothing leaves out. Only a check that does not notice that either is not to be trusted.
"""

from __future__ import annotations

import io
import keyword
import token as kinds
import tokenize
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

ENDS = frozenset({"", ")", ",", ":", "]"})
"""What may follow a token that stands alone: with an operator behind it, another value might do the same."""

LINE = "cutaway"
"""A statement that loads a name: it runs wherever it stands, since any name may be there or not."""

OF_EACH = 3
"""Changes of one kind that are tried in a file, if the first is not noticed."""

NO_STATEMENT = frozenset({kinds.NL, kinds.COMMENT, kinds.INDENT, kinds.DEDENT, kinds.ENCODING, kinds.ENDMARKER})

Token = tokenize.TokenInfo


class Planted(NamedTuple):
    """A change to be noticed: where it is, the token before and after, and the file without it and with it.

    `token_before` is empty where a line was added.
    """

    path: str
    line: int
    token_before: str
    token_after: str
    before: bytes
    after: bytes


class Text(NamedTuple):
    """A file that a change can be made to."""

    path: str
    text: str
    encoding: str
    tokens: Sequence[Token]


def readable(path: str, content: bytes) -> Text | None:
    """The file's tokens; None where it has none that can be told apart."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline="").readline))
    except (SyntaxError, UnicodeError, LookupError, tokenize.TokenError):
        return None
    return Text(path, text, encoding, tokens)


def planted(file: Text) -> Iterator[Planted]:
    """The plainest changes that a file has room for: the first few of numbers, of strings, of operators, of names."""
    for candidates in (_assigned_numbers, _numbers, _strings, _operators, _names):
        for at, changed in islice(candidates(file.tokens), OF_EACH):
            yield _with(file, file.tokens[at], changed)


def with_a_line(file: Text) -> Planted:
    """The file with a line more, before its first statement: behind it nothing may be reached."""
    lines = _lines(file)
    row = _first_statement(file.tokens) or len(lines) + 1
    before = lines[: row - 1]
    if before and not before[-1].endswith(("\n", "\r")):
        before.append("\n")
    changed = "".join([*before, f"{LINE}\n", *lines[row - 1 :]])
    return Planted(file.path, row, "", LINE, file.text.encode(file.encoding), changed.encode(file.encoding))


def _first_statement(tokens: Sequence[Token]) -> int | None:
    """The row of the first statement that need not stand first, as docstrings and `from __future__` do."""
    line: list[Token] = []
    for one in tokens:
        if one.type not in NO_STATEMENT:
            line.append(one)
        if one.type == kinds.NEWLINE:
            if not _stands_first(line):
                return line[0].start[0]
            line = []
    return None


def _stands_first(line: Sequence[Token]) -> bool:
    is_text = all(one.type in {kinds.STRING, kinds.NEWLINE} for one in line)
    return is_text or [one.string for one in line[:2]] == ["from", "__future__"]


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
        if one.type != kinds.NAME or keyword.iskeyword(one.string):
            continue
        called = tokens[at + 1].string == "(" and tokens[at - 1].string not in {"def", "class"}
        if called or (at and tokens[at - 1].string == "."):
            yield at, f"{one.string}_"


def _with(file: Text, one: Token, changed: str) -> Planted:
    lines = _lines(file)
    row, column = one.start
    line = lines[row - 1]
    lines[row - 1] = line[:column] + changed + line[one.end[1] :]
    before, after = file.text.encode(file.encoding), "".join(lines).encode(file.encoding)
    return Planted(file.path, row, one.string, changed, before, after)


def _lines(file: Text) -> list[str]:
    return io.StringIO(file.text, newline="").readlines()


class Controls:
    """The files that a control may be made of: the first few that can be read, so that memory stays small."""

    MOST = 3

    def __init__(self) -> None:
        self._files: list[Text] = []

    def offer(self, path: str, content: bytes) -> None:
        """Consider one file."""
        if len(self._files) < self.MOST and (found := readable(path, content)) is not None:
            self._files.append(found)

    def noticed(self, asked: Callable[[Planted], bool | None]) -> tuple[Planted, bool] | None:
        """The first change that `asked` notices, or the last one, unnoticed.

        `asked` gives None for a change that nobody could judge; None where there is no other.
        """
        unnoticed = None
        for made in self._made():
            answer = asked(made)
            if answer:
                return made, True
            if answer is False:
                unnoticed = made
        return None if unnoticed is None else (unnoticed, False)

    def _made(self) -> Iterator[Planted]:
        for file in self._files:
            yield from planted(file)
        yield from map(with_a_line, self._files)
