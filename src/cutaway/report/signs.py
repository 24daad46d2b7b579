"""The signs that a report draws with, and the words beside them: nothing is told by a sign or a color alone.

Knows each state of a layer by sign and by word. Does not know where they are drawn.
"""

from __future__ import annotations

from typing import NamedTuple

from .page import Matrix, State


class Signs(NamedTuple):
    """The signs that a report draws with."""

    states: dict[State, str]
    bar: str
    bar_end: str
    rule: str
    bullet: str
    divider: str
    ellipsis: str
    filled: str
    empty: str


UNICODE = Signs(
    {"same": "=", "different": "≠", "deepest": "◆", "unseen": "·", "trouble": "!"},
    "┃",
    "┗",
    "─",
    "·",
    "│",
    "…",
    "■",
    "·",
)
ASCII = Signs(
    {"same": "=", "different": "~", "deepest": "#", "unseen": ".", "trouble": "!"},
    "|",
    "`",
    "-",
    "-",
    "|",
    "...",
    "#",
    ".",
)

STATE_WORDS: dict[State, str] = {
    "same": "same",
    "different": "different",
    "deepest": "the deepest that differs",
    "unseen": "not asked for or not there",
    "trouble": "no answer",
}


def state_word(state: State) -> str:
    """Return a state in the depth gauge's one word, empty where nothing was compared."""
    return {"same": "same", "unseen": ""}.get(state, "different")


def legend_words(matrix: Matrix, signs: Signs) -> list[str]:
    """Return what each sign of the matrix means."""
    used = {state for _, states in matrix.rows for state in states}
    return [f"{signs.states[state]} {words}" for state, words in STATE_WORDS.items() if state in used]
