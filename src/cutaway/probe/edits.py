"""The one-keyword edits: `async` put before a function, or taken away.

Knows how to change the text and nothing else in it, whatever its encoding and line ends.
Does not know whether the result compiles: that is for the layers to show.
"""

import re

from .decoding import LINE_END, encode
from .selection import GAP, character_column
from .trouble import Trouble

KEYWORD = re.compile("async" + GAP)


def edited_bytes(unit, edit):
    """The bytes of `unit`'s file after `edit` ("insert-async" or "remove-async") of its target. Raises Trouble."""
    return encode(EDITS[edit](unit), unit.decoded)


def _insert_async(unit):
    target = _function(unit, "put before")
    if target.is_async:
        raise Trouble(
            "edit", "%s: %s is async already: --remove takes the keyword out" % (unit.filename, target.qualname)
        )
    text, at = unit.decoded.original, _offset(unit, target.node)
    return text[:at] + "async " + text[at:]


def _remove_async(unit):
    target = _function(unit, "taken from")
    if not target.is_async:
        raise Trouble("edit", "%s: %s is not async: nothing to remove" % (unit.filename, target.qualname))
    text, at = unit.decoded.original, _offset(unit, target.node)
    keyword = re.compile(KEYWORD.pattern.replace(r"\n", r"(?:\r\n|\r|\n)")).match(text, at)
    return text[:at] + text[keyword.end() :]


EDITS = {"insert-async": _insert_async, "remove-async": _remove_async}


def _function(unit, verb):
    target = unit.target
    if target.kind == "function":
        return target
    if target.kind == "class":
        raise Trouble(
            "edit", "%s: %s is a class: async can only be %s a function" % (unit.filename, target.qualname, verb)
        )
    raise Trouble("edit", "%s: name a function, as in %s::name" % (unit.filename, unit.filename))


def _offset(unit, node):
    """Where `node` starts, in characters of the text with its original line ends."""
    starts = [0] + [end.end() for end in LINE_END.finditer(unit.decoded.original)]
    return starts[node.lineno - 1] + character_column(unit.lines[node.lineno - 1], node.col_offset)
