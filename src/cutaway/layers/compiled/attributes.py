"""A code object's attributes in words: one line each, those that say nothing left out.

Knows the facts that `probe/code.py` reads. Does not know a second side, nor which attribute counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...cpython import flags
from .. import values
from ..difference import Line, Role, Side, Span
from .codeobjects import Part


def attribute_lines(part: Part, side: Side) -> Iterator[tuple[str, Line]]:
    """(label, line) of each attribute that has something to say."""
    for label, role, words in _attributes(part, side):
        if words:
            spans = [Span(f"  {label:<{LABEL_WIDTH}}", "field")]
            for index, word in enumerate(words):
                spans.extend(([Span(", ", "punctuation")] if index else []) + [Span(word, role)])
            yield label, tuple(spans)


LABEL_WIDTH = 17


def _attributes(part: Part, side: Side) -> Iterator[tuple[str, Role, list[str]]]:
    yield "flags", "flag", [f"{name} {number}" for name, number in flags.names(part["flags"], side.version)]
    yield "arguments", "name", argument_words(part)
    fixed = {*part["arguments"]["names"], *part["free"]}
    yield "variables", "name", [_variable_word(name, part) for name in part["variables"] if name not in fixed]
    yield "free variables", "name", list(part["free"])
    yield "constants", "constant", [values.word(value) for value in part["constants"]]
    yield "names", "name", list(part["names"])
    docstring = docstring_word(part)
    yield "docstring", "string", [] if docstring is None else [docstring]
    yield "unused constants", "constant", [values.word(value) for value in part["unused_constants"]]
    yield "unused names", "name", list(part["unused_names"])
    yield "first line", "number", [str(part["first_line"])]
    yield "stack size", "number", [str(part["stack_size"])]
    yield "number of locals", "number", [str(part["local_count"])]


def _variable_word(name: str, part: Part) -> str:
    return f"{name} (cell)" if name in part["cells"] else name


def argument_words(part: Part) -> list[str]:
    """The arguments as a signature has them, with `/` and `*` where they stand."""
    arguments = part["arguments"]
    positional, keyword_only = arguments["positional"], arguments["keyword_only"]
    names = [_variable_word(name, part) for name in arguments["names"]]
    starred = names[positional + keyword_only :]
    words = names[:positional]
    if arguments["positional_only"]:
        words.insert(arguments["positional_only"], "/")
    has_star = bool(part["flags"] & _VARARGS)
    if has_star:
        words.append("*" + starred.pop(0))
    elif keyword_only:
        words.append("*")
    words.extend(names[positional : positional + keyword_only])
    words.extend("**" + name for name in starred)
    return words


_VARARGS = 0x4  # CO_VARARGS: `*args` comes before `**kwargs` among the names.


def docstring_word(part: Part, limit: int | None = values.LIMIT) -> str | None:
    """The docstring as a constant in words, None where there is none; `limit=None` gives all of it."""
    return None if part["docstring"] is None else values.word(part["docstring"], limit)
