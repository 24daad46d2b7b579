"""Layers above code, of two texts: whether they are the same in each, without listing anything.

Knows the rules of the layers `symbols`, `tokens`, `source`, as the host's comparison of each has them.
Does not know trees, nor code: `tree_difference.py` and `pair.py` do.
"""

import io
import token
import tokenize
from itertools import zip_longest

from . import symbols
from .definition import constants_of_code, is_function
from .tokens import rejoined

_OPENINGS = ("def ", "class ", "async ", "@")
_BLANKS = " \t"
_TYPE_ONLY = frozenset({token.NEWLINE, token.INDENT, token.DEDENT})
_UNCOUNTED = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, token.ENDMARKER})
# PEP 701 (3.12) gave f-strings tokens of their own: their pieces are put together again, as the layer does.
_HAS_PIECES = hasattr(token, "FSTRING_START")

# What the compiler itself puts into the block of annotations (PEP 649, 3.14): beside it, such a block is empty.
_OWN_TO_ANNOTATIONS = frozenset({".format", "__classdict__"})


def same_symbols(before, after):
    """Whether two units have the same blocks, each with the same symbols."""
    return _blocks(before.table) == _blocks(after.table)


def _blocks(table):
    """Path -> the contents of the blocks of that path, in order."""
    paths, blocks = [], {}
    for kind, name, _, parent, nested, found in symbols.flat([table]):
        paths.append((paths[parent] if parent >= 0 else ()) + ((kind, name),))
        if kind != "annotation" or not _OWN_TO_ANNOTATIONS.issuperset(found):
            blocks.setdefault(paths[-1], []).append((bool(nested), found))
    return blocks


def same_tokens(before, after):
    """Whether two units have the same tokens that count; one that `tokenize` cannot read has not."""
    try:
        return _same_stretch(*_stretches(before, after))
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass
    try:
        return _same_stretch(before.lines, after.lines)
    except (tokenize.TokenError, SyntaxError, ValueError):
        return False


def _same_stretch(ours, theirs):
    return all(one == other for one, other in zip_longest(_counted(ours), _counted(theirs)))


def _counted(lines):
    """What counts of each token of these lines."""
    found = tokenize.generate_tokens(io.StringIO("\n".join(lines)).readline)
    if _HAS_PIECES:
        found = rejoined(found, lines)
    for kind, string, _, _, _ in found:
        if kind not in _UNCOUNTED:
            yield kind, "" if kind in _TYPE_ONLY else string


def _stretches(before, after):
    """The lines of both sides between the definitions that they begin and end with in common.

    A definition starts with no bracket open, on both sides if all above it is the same on both. Below the
    differing lines, `tokenize` itself says whether something is still open: it fails at the end of such a stretch.
    """
    ours, theirs = before.lines, after.lines
    first, last = common_lines(ours, theirs)
    starts = _definition_starts(before)
    start = max((line for line in starts if line - 1 <= first), default=1) - 1
    behind = len(ours) - last
    end = min((line - 1 for line in starts if line - 1 >= behind and line - 1 > start), default=None)
    if end is None:
        return ours[start:], theirs[start:]
    # With an empty line behind, for the last line's own end.
    return ours[start:end] + [""], theirs[start : len(theirs) - (len(ours) - end)] + [""]


def common_lines(ours, theirs):
    """How many lines two texts have in common at their start, and at their end."""
    shorter = min(len(ours), len(theirs))
    first = next((i for i in range(shorter) if ours[i] != theirs[i]), shorter)
    left = shorter - first
    last = next((i for i in range(left) if ours[-1 - i] != theirs[-1 - i]), left)
    return first, last


def _definition_starts(unit):
    """The lines on which the functions and classes of the module, and those of these classes, start.

    Known from its code, without parsing again. A stretch that starts in a class has its indentation, and what would
    end a block around that, `tokenize` refuses.
    """
    lines = unit.lines
    outermost = [code for code in constants_of_code(unit.module_code) if _opens(lines, code, "")]
    inner = [
        code
        for around in outermost
        if not is_function(around)
        for code in constants_of_code(around)
        if _opens(lines, code, _BLANKS)
    ]
    return sorted({code.co_firstlineno for code in outermost + inner})


def _opens(lines, code, indentation):
    """Whether a code object's first line begins with its definition, behind characters of indentation."""
    if code.co_name.startswith("<"):
        return False
    line = lines[code.co_firstlineno - 1]
    return line.lstrip(indentation).startswith(_OPENINGS) if indentation else line.startswith(_OPENINGS)


def same_source(before, after):
    """Whether two units have the same lines, in the same encoding, with the same kinds of line ends."""
    ours, theirs = before.decoded, after.decoded
    return ours._replace(original=None) == theirs._replace(original=None)
