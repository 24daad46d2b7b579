"""Single edits that change what a file means, seeded: operators, constants, names, order, blocks, async.

Knows where each kind of edit can stand, by this interpreter's tokens and tree. Does not know whether the compiler
keeps what was edited: whoever uses them asks that of what survives.
"""

from __future__ import annotations

import ast
import io
import keyword
import random
import sysconfig
import token
import tokenize
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

LIBRARY = Path(sysconfig.get_path("stdlib"))
LARGEST = 60_000

EXCHANGED = {
    "+": "-", "-": "+", "*": "+", "/": "//", "//": "/", "%": "*", "**": "*", "&": "|", "|": "&", "^": "|",
    "<<": ">>", ">>": "<<", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "+=": "-=", "-=": "+=", "*=": "+=", "|=": "&=", "&=": "|=",
    "and": "or", "or": "and", "is": "==", "not": "", "in": "not in", "True": "False", "False": "True",
    "None": "False", "break": "continue", "continue": "break", "return": "yield", "yield": "await", "await": "",
}  # fmt: skip
KEYWORDS = frozenset(EXCHANGED) & frozenset(keyword.kwlist)


class Edit(NamedTuple):
    """One change of a text: its kind, its line, and the whole text after it."""

    kind: str
    line: int
    text: str


class Replacement(NamedTuple):
    """`new` instead of the characters from `start` to `end`."""

    kind: str
    start: int
    end: int
    new: str


@cache
def library() -> tuple[Path, ...]:
    """The files of the standard library that are not too large, in order, without tests and packages put in."""
    left_out = {"site-packages", "test", "tests", "lib2to3", "idlelib", "__pycache__"}
    found = [path for path in sorted(LIBRARY.rglob("*.py")) if not left_out & set(path.relative_to(LIBRARY).parts)]
    return tuple(path for path in found if 200 < path.stat().st_size < LARGEST)


def sampled(seed: int, files: int, of_each: int) -> Iterator[tuple[Path, str, Edit]]:
    """Edits of randomly chosen files: (file, its text, edit); every kind that a file has is as likely as any other."""
    chance = random.Random(seed)
    for path in chance.sample(library(), min(files, len(library()))):
        try:
            text = path.read_text("utf-8").replace("\r\n", "\n")
            places = Places(text)
        except (SyntaxError, UnicodeDecodeError):
            continue
        by_kind: dict[str, list[Replacement]] = {}
        for one in places.every():
            by_kind.setdefault(one.kind, []).append(one)
        for _ in range(of_each if by_kind else 0):
            one = chance.choice(by_kind[chance.choice(sorted(by_kind))])
            edited = text[: one.start] + one.new + text[one.end :]
            yield path, text, Edit(one.kind, text.count("\n", 0, one.start) + 1, edited)


class Places:
    """Where a text can be edited."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def every(self) -> Iterator[Replacement]:
        """Every edit there is."""
        yield from self._of_tokens()
        for node in ast.walk(self.tree):
            yield from self._of_calls(node)
            yield from self._of_definitions(node)
            yield from self._of_handlers(node)
            yield from self._of_blocks(node)

    def _at(self, line: int, column: int) -> int:
        """The character at a place as `ast` counts it: columns in UTF-8 bytes."""
        start = self.starts[line - 1]
        return start + len(self.text[start : self.starts[line] - 1].encode()[:column].decode())

    def _span(self, node: ast.AST) -> tuple[int, int]:
        place = (getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"))
        line, column, end_line, end_column = place
        return self._at(line, column), self._at(end_line, end_column)

    def _of_tokens(self) -> Iterator[Replacement]:
        for kind, string, (line, column), (end_line, end_column), _ in tokenize.generate_tokens(
            io.StringIO(self.text).readline
        ):
            start, end = self.starts[line - 1] + column, self.starts[end_line - 1] + end_column
            for name, new in _exchanges(kind, string):
                yield Replacement(name, start, end, new)

    def _of_calls(self, node: ast.AST) -> Iterator[Replacement]:
        if isinstance(node, ast.Call) and len(node.args) > 1:
            yield self._swapped("argument order", node.args[0], node.args[1])
        if isinstance(node, ast.Call | ast.Attribute | ast.Name) and isinstance(getattr(node, "ctx", None), ast.Load):
            start, _ = self._span(node)
            yield Replacement("await added", start, start, "await ")

    def _of_definitions(self, node: ast.AST) -> Iterator[Replacement]:
        if isinstance(node, ast.FunctionDef):
            start, _ = self._span(node)
            yield Replacement("async added", start, start, "async ")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
                yield Replacement("default", *self._span(default), "'another default'")
            if len(node.args.args) > 1 and not node.args.defaults:
                yield self._swapped("parameter order", node.args.args[0], node.args.args[1])
        for decorator in getattr(node, "decorator_list", ()):
            start, end = self._span(decorator)
            yield Replacement("decorator", start, end, "another_decorator")
            before = self.text.rindex("@", 0, start)
            yield Replacement("decorator", before, end, "")

    def _of_handlers(self, node: ast.AST) -> Iterator[Replacement]:
        if isinstance(node, ast.ExceptHandler) and node.type is not None:
            yield Replacement("except clause", *self._span(node.type), "AnotherError")
        if isinstance(node, ast.Try):
            for one, other in pairwise(node.handlers):
                if one.type is not None and other.type is not None and ast.dump(one.type) != ast.dump(other.type):
                    yield self._swapped("except order", one.type, other.type)

    def _of_blocks(self, node: ast.AST) -> Iterator[Replacement]:
        """A last statement moved out of its block, and the statement behind a block moved in."""
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if not isinstance(statements, list) or not all(isinstance(one, ast.stmt) for one in statements):
                continue
            for one, following in pairwise(statements):
                inner = getattr(one, "orelse", None) or getattr(one, "body", None)
                if isinstance(one, ast.If | ast.For | ast.While | ast.With) and isinstance(inner, list):
                    yield from self._moved("statement moved into a block", following, inner[-1].col_offset)
                    if len(inner) > 1:
                        yield from self._moved("statement moved out of a block", inner[-1], one.col_offset)

    def _moved(self, kind: str, node: ast.stmt, column: int) -> Iterator[Replacement]:
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        start, (_, end) = self.starts[first - 1], self._span(node)
        lines = self.text[start:end].split("\n")
        if any(line.strip() and not line.startswith(" " * node.col_offset) for line in lines):
            return
        moved = "\n".join(" " * column + line[node.col_offset :] if line.strip() else line for line in lines)
        yield Replacement(kind, start, end, moved)

    def _swapped(self, kind: str, one: ast.AST, other: ast.AST) -> Replacement:
        (start, middle), (later, end) = self._span(one), self._span(other)
        text = self.text
        return Replacement(kind, start, end, text[later:end] + text[middle:later] + text[start:middle])


def _exchanges(kind: int, string: str) -> Iterator[tuple[str, str]]:
    """(kind of edit, what may stand instead of a token)."""
    if string in EXCHANGED:
        yield ("await dropped" if string == "await" else "operator" if kind == token.OP else string), EXCHANGED[string]
        if string == "is":
            yield "is", "is not"
    elif kind == token.NUMBER:
        yield from _other_numbers(string)
    elif kind == token.STRING:
        yield from _other_strings(string)
    elif kind == token.NAME and not keyword.iskeyword(string):
        yield "name", string + "_another"


def _other_numbers(string: str) -> Iterator[tuple[str, str]]:
    yield "number", string + "1" if string[-1].isdigit() else "1"
    yield "sign of a number", f"(-{string})"
    if string.isdigit():
        yield "int to float", string + ".0"
        yield "int to complex", string + "j"
    if string in ("0", "1"):
        yield "int to bool", str(bool(int(string)))


def _other_strings(string: str) -> Iterator[tuple[str, str]]:
    quote = string[-1]
    opening = string.index(quote)
    width = 3 if string[opening : opening + 3] == quote * 3 and len(string) - opening >= 6 else 1
    yield "string contents", string[:-width] + "x" + string[-width:]
    yield "string contents", string[: opening + width] + " " + string[opening + width :]
    if opening == 0 and string.isascii():
        yield "string to bytes", "b" + string


def kinds(edits: Sequence[Edit]) -> dict[str, int]:
    """How many edits there are of each kind."""
    return {kind: sum(edit.kind == kind for edit in edits) for kind in sorted({edit.kind for edit in edits})}
