"""One line on two sides, with the very parts that differ marked.

Knows words within a line. Does not know which layer the line belongs to.
"""

from __future__ import annotations

import re

from ..align import align
from .difference import Line, Role, Span

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")

# Nothing is gained by aligning words where hardly any would match; a line this long is no line to read.
_LONGEST = 2_000


def marked(before: str, after: str, role: Role = "plain") -> tuple[Line, Line]:
    """Both texts as spans; words that only one side has are marked."""
    if before == after:
        return (Span(before, role),), (Span(after, role),)
    if len(before) + len(after) > _LONGEST:
        return (Span(before, role, differs=True),), (Span(after, role, differs=True),)
    before_words, after_words = _WORDS.findall(before), _WORDS.findall(after)
    before_spans, after_spans = [], []
    for tag, i1, i2, j1, j2 in align(before_words, after_words).blocks:
        if i1 < i2:
            before_spans.append(Span("".join(before_words[i1:i2]), role, tag != "equal"))
        if j1 < j2:
            after_spans.append(Span("".join(after_words[j1:j2]), role, tag != "equal"))
    return tuple(before_spans), tuple(after_spans)
