"""The layer tokens: what `tokenize` makes of the target's own part of the text.

Knows which tokens count (DECISIONS, 6): comments and what only ends lines or the file never do.
Does not know which tokens are equal to which.

Facts: `{"names": {number: exact type name}, "kinds": column, "strings": [...], "places": column}`, one kind and one
string a token and four places: line, column, end line, end column, columns in characters from 0.
"""

import io
import token
import tokenize
from itertools import dropwhile

from .columns import column

_OP = token.OP
_UNCOUNTED = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, token.ENDMARKER})
_BEFORE_THE_FIRST = _UNCOUNTED | {token.INDENT, token.DEDENT}

# PEP 701 (3.12) gave f-strings tokens of their own, PEP 750 (3.14) t-strings theirs.
_PIECES_OPEN = {getattr(token, name) for name in ("FSTRING_START", "TSTRING_START") if hasattr(token, name)}
_PIECES_CLOSE = {getattr(token, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(token, name)}
_PIECES_BOUND = _PIECES_OPEN | _PIECES_CLOSE


def read(unit):
    """Return the facts of the layer; raises what `tokenize` raises."""
    found = tokenize.generate_tokens(io.StringIO(unit.text).readline)
    if _PIECES_OPEN:
        found = rejoined(found, unit.lines)
    if unit.target.kind != "module":
        found = _own(found, unit.target)
    return _facts(found)


def rejoined(tokens, lines):
    """Put the pieces of each f- or t-string together again, as one STRING with the text that stands in the file.

    The pieces alone would make `f"{x=}"` and `f"{x =}"` equal, which differ in result.
    """
    depth = 0
    opened_at = None
    for row in tokens:
        if row[0] not in _PIECES_BOUND:
            if not depth:
                yield row
        elif row[0] in _PIECES_OPEN:
            opened_at = opened_at if depth else row[2]
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield token.STRING, _text_between(lines, opened_at, row[3]), opened_at, row[3], row[4]


def _text_between(lines, start, end):
    (line, column), (end_line, end_column) = start, end
    if line == end_line:
        return lines[line - 1][column:end_column]
    middle = lines[line : end_line - 1]
    return "\n".join([lines[line - 1][column:]] + middle + [lines[end_line - 1][:end_column]])


def _own(tokens, target):
    """Those on the target's lines; INDENT and DEDENT before its first token belong to what stands around it."""
    own = (row for row in tokens if target.first_line <= row[2][0] <= target.end_line)
    return dropwhile(lambda row: row[0] in _BEFORE_THE_FIRST, own)


def _facts(tokens):
    # Token by token, keeping none: a file's tokens all alive at once take half as long again to make.
    exact = tokenize.EXACT_TOKEN_TYPES
    kinds, strings, places = [], [], []
    for kind, string, start, end, _ in tokens:
        if kind not in _UNCOUNTED:
            kinds.append(exact.get(string, kind) if kind == _OP else kind)
            strings.append(string)
            places += start
            places += end
    return {
        "names": {str(kind): token.tok_name[kind] for kind in sorted(set(kinds))},
        "kinds": column(kinds),
        "strings": strings,
        "places": column(places),
    }
