"""Real source, made strange: files of the standard library with bytes, lines, brackets and tokens disturbed.

Knows which disturbances there are. Does not know what cutaway makes of them.
"""

from __future__ import annotations

import io
import sysconfig
import tokenize
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

LIBRARY = Path(sysconfig.get_path("stdlib"))

# Small ones, and among them what is not everyday: `async`, nested classes, closures, conditional definitions, long
# tables, docstrings with backslashes, star arguments, decorators.
NAMES = (
    "abc.py",
    "bisect.py",
    "codeop.py",
    "colorsys.py",
    "contextvars.py",
    "copyreg.py",
    "fnmatch.py",
    "keyword.py",
    "quopri.py",
    "reprlib.py",
    "sched.py",
    "tty.py",
    "asyncio/mixins.py",
    "asyncio/queues.py",
    "asyncio/timeouts.py",
)

MOST_CHARACTERS = 5_000

TEXTS = tuple(
    text
    for text in ((LIBRARY / name).read_text("utf-8") for name in NAMES if (LIBRARY / name).is_file())
    if len(text) <= MOST_CHARACTERS
)

BRACKETS = "()[]{}"


@st.composite
def with_bytes_flipped(draw: st.DrawFn, text: str) -> bytes:
    """A file in which some bytes are others."""
    content = bytearray(text.encode())
    places = draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4))
    for place in places:
        content[place] = draw(st.integers(0, 255))
    return bytes(content)


@st.composite
def with_lines_dropped(draw: st.DrawFn, text: str) -> bytes:
    """A file without a stretch of its lines."""
    lines = text.splitlines(keepends=True)
    start = draw(st.integers(0, len(lines) - 1))
    length = draw(st.integers(1, 12))
    return "".join(lines[:start] + lines[start + length :]).encode()


@st.composite
def with_a_bracket_removed(draw: st.DrawFn, text: str) -> bytes:
    """A file without one of its brackets."""
    at = draw(st.sampled_from([place for place, char in enumerate(text) if char in BRACKETS]))
    return (text[:at] + text[at + 1 :]).encode()


@st.composite
def with_tokens_swapped(draw: st.DrawFn, text: str) -> bytes:
    """A file in which two tokens of one line have changed places."""
    neighbors = _neighbors(text)
    first, second = neighbors[draw(st.integers(0, len(neighbors) - 1))]
    lines = text.splitlines(keepends=True)
    line, start, end = first
    _, later, last = second
    old = lines[line - 1]
    lines[line - 1] = old[:start] + old[later:last] + old[end:later] + old[start:end] + old[last:]
    return "".join(lines).encode()


@st.composite
def with_the_end_cut_off(draw: st.DrawFn, text: str) -> bytes:
    """A file that ends in the middle of something."""
    content = text.encode()
    return content[: draw(st.integers(0, len(content) - 1))]


def pairs(*ways: Callable[[str], st.SearchStrategy[bytes]]) -> st.SearchStrategy[tuple[bytes, bytes]]:
    """A real file, and itself disturbed in one of these ways."""
    return st.sampled_from(TEXTS).flatmap(
        lambda text: st.tuples(st.just(text.encode()), st.one_of([way(text) for way in ways]))
    )


ALL_WAYS = (
    with_lines_dropped,
    with_tokens_swapped,
    with_a_bracket_removed,
    with_bytes_flipped,
    with_the_end_cut_off,
)


@cache
def _neighbors(text: str) -> Sequence[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """Pairs of tokens that stand side by side on one line, each as line, start and end."""
    places = [
        (token.start[0], token.start[1], token.end[1])
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.start[0] == token.end[0] and token.string.strip()
    ]
    return [(one, two) for one, two in pairwise(places) if one[0] == two[0]]
