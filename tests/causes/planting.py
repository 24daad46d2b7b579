"""Real functions edited: harmlessly in many places, and in one place so that what they return must differ.

Knows which functions of the standard library can be called purely, and edits whose effect is known by construction.
Does not know what cutaway says of them.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

MARK = "planted"
HARMLESS = "harmless_"

# module, function, call: `target` is the function; names of its module can be used. All are written in Python, on every
# version, and not replaced by C.
FUNCTIONS = [
    ("textwrap", "dedent", "target('  a\\n    b\\n')"),
    ("textwrap", "indent", "target('a\\nb\\n', '> ')"),
    ("textwrap", "shorten", "target('one two three four', 12)"),
    ("textwrap", "fill", "target('one two three four', 9)"),
    ("textwrap", "wrap", "target('one two three four', 9)"),
    ("textwrap", "TextWrapper._munge_whitespace", "target(TextWrapper(), 'a\\tb')"),
    ("heapq", "merge", "list(target([1, 4], [2, 3]))"),
    ("heapq", "nlargest", "target(2, [3, 1, 2])"),
    ("heapq", "nsmallest", "target(2, [3, 1, 2])"),
    ("statistics", "mean", "target([1, 2, 3, 4])"),
    ("statistics", "median", "target([1, 3, 5, 8])"),
    ("statistics", "median_low", "target([1, 3, 5, 8])"),
    ("statistics", "median_high", "target([1, 3, 5, 8])"),
    ("statistics", "mode", "target([1, 1, 2])"),
    ("statistics", "multimode", "target('aabbc')"),
    ("statistics", "harmonic_mean", "target([40, 60])"),
    ("statistics", "quantiles", "target([1, 2, 3, 4, 5])"),
    ("colorsys", "rgb_to_yiq", "target(0.2, 0.4, 0.6)"),
    ("colorsys", "yiq_to_rgb", "target(0.2, 0.4, 0.6)"),
    ("colorsys", "rgb_to_hls", "target(0.2, 0.4, 0.6)"),
    ("colorsys", "hls_to_rgb", "target(0.2, 0.4, 0.6)"),
    ("colorsys", "rgb_to_hsv", "target(0.2, 0.4, 0.6)"),
    ("colorsys", "hsv_to_rgb", "target(0.2, 0.4, 0.6)"),
    ("posixpath", "join", "target('a', 'b', '/c')"),
    ("posixpath", "split", "target('/a/b.c')"),
    ("posixpath", "basename", "target('/a/b.c')"),
    ("posixpath", "dirname", "target('/a/b.c')"),
    ("posixpath", "commonpath", "target(['/a/b', '/a/c'])"),
    ("posixpath", "isabs", "target('/a')"),
    ("posixpath", "normcase", "target('/A')"),
    ("ntpath", "join", "target('c:/a', 'b')"),
    ("ntpath", "split", "target('c:/a/b')"),
    ("ntpath", "commonpath", "target(['c:/a/b', 'c:/a/d'])"),
    ("genericpath", "commonprefix", "target(['abc', 'abd'])"),
    ("genericpath", "_splitext", "target('a/b.c', '/', None, '.')"),
    ("string", "capwords", "target('one two')"),
    ("fnmatch", "translate", "target('a*b?[c]')"),
    ("fnmatch", "filter", "target(['a', 'ab', 'c'], 'a*')"),
    ("shlex", "quote", "target('a b')"),
    ("shlex", "join", "target(['a b', 'c'])"),
    ("shlex", "split", "target('a \"b c\" d')"),
    ("difflib", "get_close_matches", "target('appel', ['ape', 'apple', 'peach'])"),
    ("difflib", "_calculate_ratio", "target(3, 8)"),
    ("difflib", "SequenceMatcher.ratio", "target(SequenceMatcher(None, 'abcd', 'bcde'))"),
    ("difflib", "SequenceMatcher.find_longest_match", "target(SequenceMatcher(None, ' abcd', 'abcd'), 0, 5, 0, 4)"),
    ("calendar", "isleap", "target(2000)"),
    ("calendar", "leapdays", "target(1990, 2024)"),
    ("calendar", "weekday", "target(2024, 2, 29)"),
    ("calendar", "monthrange", "target(2024, 2)"),
    ("html", "escape", "target('<a & b>')"),
    ("html", "unescape", "target('&lt;a&gt;')"),
    ("base64", "b64encode", "target(b'abc', b'-_')"),
    ("base64", "b16encode", "target(b'abc')"),
    ("base64", "b32encode", "target(b'abc')"),
    ("urllib.parse", "quote", "target('a b/c')"),
    ("urllib.parse", "unquote", "target('a%20b')"),
    ("urllib.parse", "urljoin", "target('http://a/b/c', '../d')"),
    ("urllib.parse", "urlencode", "target({'a': 1, 'b': 'c d'})"),
    ("urllib.parse", "urldefrag", "target('http://a/b#c')"),
    ("email.utils", "formataddr", "target(('A B', 'a@b.c'))"),
    ("json.encoder", "py_encode_basestring", "target('a\"b')"),
    ("json.encoder", "py_encode_basestring_ascii", "target('a\"b')"),
    ("fractions", "Fraction.limit_denominator", "target(Fraction('3.1415926'), 10)"),
    ("copy", "deepcopy", "target([1, [2]])"),
    ("inspect", "cleandoc", "target('a\\n    b')"),
    ("quopri", "unhex", "target(b'41')"),
    ("reprlib", "Repr.repr_list", "target(Repr(), [1, 2, 3], 2)"),
    ("ipaddress", "v4_int_to_packed", "target(16909060)"),
    ("ipaddress", "_count_righthand_zero_bits", "target(8, 32)"),
]


class Planted(NamedTuple):
    """A text before and after: `kind` is what was planted, `line` the line in the text after."""

    before: str
    after: str
    kind: str
    line: int


class NothingToPlant(Exception):
    """The function has no place for the edit."""


def planted(text: str, qualname: str, seed: int) -> Iterator[Planted]:
    """Each way to plant one harmful edit among harmless ones, in an order that the seed decides."""
    rng = random.Random(f"{qualname} {seed}")
    function = _find(ast.parse(text), qualname)
    places = _places(function)
    rng.shuffle(places)
    for kind, place in places:
        yield _edited(text, function, kind, place, rng)


def _find(tree: ast.Module, qualname: str) -> ast.FunctionDef:
    body: Sequence[ast.stmt] = tree.body
    found: ast.stmt | None = None
    for name in qualname.split("."):
        named = [one for one in body if isinstance(one, (ast.FunctionDef, ast.ClassDef)) and one.name == name]
        if not named:
            raise NothingToPlant(qualname)
        found = named[-1]
        body = named[-1].body
    if not isinstance(found, ast.FunctionDef):
        raise NothingToPlant(qualname)
    return found


def _places(function: ast.FunctionDef) -> list[tuple[str, ast.AST]]:
    """Where a harmful edit can stand: a value returned, a value assigned to a name, a test."""
    found: list[tuple[str, ast.AST]] = []
    for node in _own(function):
        if isinstance(node, ast.Return) and node.value is not None:
            found.append(("returned", node.value))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.append(("assigned", node.value))
        if isinstance(node, ast.If) and isinstance(node.test, (ast.Compare, ast.Name, ast.Call)):
            found.append(("tested", node.test))
    return [(kind, node) for kind, node in found if getattr(node, "lineno", 0) == getattr(node, "end_lineno", -1)]


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function, but for those of definitions in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, inner)]


# What stands where the expression stood: each gives something that the expression does not.
HARM: dict[str, Callable[[str], str]] = {
    "returned": lambda text: f"({text}, {MARK!r})",
    "assigned": lambda text: f"[{text}, {MARK!r}]",
    "tested": lambda text: f"{text} == {MARK!r}" if " " not in text else f"({text}) == {MARK!r}",
}


def _edited(text: str, function: ast.FunctionDef, kind: str, place: ast.AST, rng: random.Random) -> Planted:
    lines = text.split("\n")
    row = place.lineno - 1
    content = lines[row].encode("utf-8")
    start, end = place.col_offset, place.end_col_offset
    expression = content[start:end].decode("utf-8")
    lines[row] = (content[:start] + HARM[kind](expression).encode("utf-8") + content[end:]).decode("utf-8")
    before = text.split("\n")
    added = 0
    for number, at in enumerate(sorted(_chosen(function, rng), reverse=True)):
        indentation = before[at - 1][: len(before[at - 1]) - len(before[at - 1].lstrip())]
        lines.insert(at - 1, indentation + rng.choice(_ADDED).format(f"{HARMLESS}{number}", 7000 + number))
        added += at - 1 <= row
    return Planted(text, "\n".join(lines), kind, row + 1 + added)


# Statements that do nothing to the call: they bind names that nobody reads, or look at new objects.
_ADDED = [
    "{0} = {1}",
    "{0} = '{0}'",
    "{0} = ({1}, '{0}')",
    "{0} = [{1}]",
    "{0} = len('{0}')",
    "{0} = {1} if '{0}' else None",
    "('{0}').upper()",
    "{0}: int = {1}",
]


def _chosen(function: ast.FunctionDef, rng: random.Random) -> list[int]:
    """Lines of statements in front of which something harmless may stand: 3 to 20, as many as there are."""
    first, *rest = function.body
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    top = rest if is_docstring else function.body
    lines = sorted({line for node in top for line in _statement_lines(node)})
    return rng.sample(lines, min(len(lines), rng.randint(3, 20)))


def _statement_lines(statement: ast.stmt) -> Iterator[int]:
    """The first lines of a statement and of the statements in it, where each begins its line."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return
    yield statement.lineno
    for name in ("body", "finalbody"):
        for inner in getattr(statement, name, []):
            if inner.lineno > statement.lineno:
                yield from _statement_lines(inner)
