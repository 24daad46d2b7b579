"""What a unit is called: its label, and the same as the subject of a sentence.

Knows which words are code, to be quoted, and which stand in the plural. Does not know where the words come from.
"""

from __future__ import annotations

from typing import NamedTuple


class UnitName(NamedTuple):
    """What differs: `noun` says what it is, "" where the code says so itself; `before` and `after` are what a side has.

    "" stands for a side that has nothing. `quoted` tells code from words, `several` whether the noun is in the plural.
    """

    noun: str = ""
    before: str = ""
    after: str = ""
    quoted: bool = True
    several: bool = False

    @property
    def label(self) -> str:
        """What differs, in one line: `flag COROUTINE`, `-CALL f; POP_TOP`, `constant 1 became 2`."""
        sides = " became ".join(side for side in (self.before, self.after) if side)
        return ("-" if self._is_gone else "") + f"{self.noun} {sides}".strip()

    @property
    def phrase(self) -> str:
        """The same in a sentence: the flag COROUTINE, dropping `CALL f; POP_TOP`, the constant `1` becoming `2`."""
        is_change = bool(self.before and self.after)
        quoted = [_quoted(side) if self.quoted or is_change else side for side in (self.before, self.after) if side]
        words = " ".join([*(["the", self.noun] if self.noun else []), *([" becoming ".join(quoted)] if quoted else [])])
        return f"dropping {words}" if self._is_gone else words

    @property
    def is_plural(self) -> bool:
        """Whether a verb behind the phrase stands in the plural."""
        return self.several and not self._is_gone

    @property
    def _is_gone(self) -> bool:
        return bool(self.before) and not self.after


def _quoted(words: str) -> str:
    return "`{}`".format(words.replace("`", "'"))
