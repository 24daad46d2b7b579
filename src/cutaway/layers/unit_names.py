"""What a unit is called: its label, and the same as the subject of a sentence.

Knows which words are code, to be quoted, and which stand in the plural. Does not know where the words come from.
"""

from __future__ import annotations

from typing import NamedTuple


class UnitName(NamedTuple):
    """What differs: `noun` says what it is, "" where the code says so itself; `before` and `after` are what a side has.

    "" stands for a side that has nothing. `both` says what differs where neither side has something of its own to show.
    `quoted` tells code from words, `several` whether the noun is in the plural.
    """

    noun: str = ""
    before: str = ""
    after: str = ""
    quoted: bool = True
    several: bool = False
    both: str = ""

    @property
    def label(self) -> str:
        """What differs, in one line: `flag COROUTINE`, `-CALL f; POP_TOP`, `constant 1 became 2`."""
        sides = " became ".join(self._said)
        return ("-" if self.change == "removed" else "") + f"{self.noun} {sides}".strip()

    @property
    def phrase(self) -> str:
        """The same in a sentence: the flag COROUTINE, dropping `CALL f; POP_TOP`, the constant `1` becoming `2`."""
        quoted = [_quoted(side) if self.quoted or len(self._said) > 1 else side for side in self._said]
        words = " ".join([*(["the", self.noun] if self.noun else []), *([" becoming ".join(quoted)] if quoted else [])])
        return f"dropping {words}" if self.change == "removed" else words

    @property
    def is_plural(self) -> bool:
        """Whether a verb behind the phrase stands in the plural."""
        return self.several and self.change != "removed"

    @property
    def change(self) -> str:
        """What the side after does to the side before: "added", "removed" or "changed"."""
        if bool(self.before) == bool(self.after):
            return "changed"
        return "added" if self.after else "removed"

    @property
    def _said(self) -> list[str]:
        return [words for words in (self.before, self.after, self.both) if words]


def _quoted(words: str) -> str:
    return "`{}`".format(words.replace("`", "'"))
