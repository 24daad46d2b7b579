"""What stands on a page beside its layers: interpreters that gave no answer, warnings of the compiler.

Knows that what several interpreters say alike is told once. Does not know what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .page import Block, Bullets, Heading, Piece, Sentence, sentence
from .words import distinct, warning_words


def trouble_sentence(name: str, trouble: str) -> Sentence:
    """Return why the interpreter of that name gave no answer."""
    return (Piece(name, "name"), Piece(" gave no answer: "), Piece(trouble, "error"))


def troubles(told: Iterable[tuple[str, str | None]]) -> Iterator[Block]:
    """Yield why interpreters gave no answer, of (name, trouble) pairs; nothing where each gave one."""
    if items := tuple(trouble_sentence(name, trouble) for name, trouble in told if trouble is not None):
        yield Bullets(items)


def warnings_section(told: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> Iterator[Block]:
    """Yield the compiler's warnings, of (version, warnings) pairs, each with the versions that give it."""
    versions: dict[str, list[str]] = {}
    for version, warnings in told:
        for words in distinct(map(warning_words, warnings)):
            versions.setdefault(words, []).append(version)
    if versions:
        yield Heading("warnings of the compiler")
        several = len(told) > 1
        yield Bullets(
            tuple(sentence(f"{words} ({', '.join(on)})" if several else words) for words, on in versions.items())
        )
