"""Since when an answer is what it is: each layer's answers over the versions that were tried.

Knows that interpreters come oldest first, and what two equal answers are.
Does not know what a layer holds, nor how a sentence is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .comparison import Comparison, InterpreterComparison, Python

# The letters that CPython's own installers put behind a version: `python3.13t`, `python3.13d`.
BUILD_LETTERS = {"free-threaded": "t", "debug": "d"}


class Answer(NamedTuple):
    """What one layer says on a run of neighboring versions; `words` is the summary, or the reason where it is null."""

    versions: tuple[str, ...]
    same: bool | None
    words: str


class Since(NamedTuple):
    """One layer's answers, oldest version first."""

    layer: str
    answers: tuple[Answer, ...]


def version_name(python: Python) -> str:
    """Return x.y.z with the letters of an unusual build: `3.13.0t`."""
    letters = "".join(BUILD_LETTERS.get(flag, "") for flag in python.get("build", ()))
    return f"{python.get('version', '?')}{letters}"


def name_of(one: InterpreterComparison) -> str:
    """Return the version that was asked; both, where the two sides were asked of different ones."""
    before, after = version_name(one.before_python), version_name(one.after_python)
    return before if before == after else f"{before} against {after}"


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names as short as they can be and still tell one from the other: `3.13` for `3.13.0`."""
    short = [_minor(name) for name in names]
    seen = Counter(short)
    return tuple(brief if seen[brief] == 1 else name for brief, name in zip(short, names, strict=True))


def _minor(name: str) -> str:
    if " " in name:
        return name
    letters = name[len(name.rstrip("dt")) :]
    return ".".join(name.split(".")[:2]) + letters


def answered(comparison: Comparison) -> tuple[InterpreterComparison, ...]:
    """Return the interpreters that gave an answer."""
    return tuple(one for one in comparison.comparisons if one.trouble is None)


def layer_names(comparison: Comparison) -> tuple[str, ...]:
    """Return the names of all layers, in order."""
    return tuple(dict.fromkeys(layer.layer for one in comparison.comparisons for layer in one.layers))


def since(comparison: Comparison) -> tuple[Since, ...]:
    """Return for each layer its answers, with neighboring versions that agree put together."""
    return tuple(Since(name, _answers(name, answered(comparison))) for name in layer_names(comparison))


def _answers(layer: str, comparisons: Iterable[InterpreterComparison]) -> tuple[Answer, ...]:
    answers: list[Answer] = []
    for one in comparisons:
        found = one.layer(layer)
        same = found.same if found else None
        words = (found.reason if same is None else found.summary) if found else ""
        if answers and (answers[-1].same, answers[-1].words) == (same, words):
            answers[-1] = Answer((*answers[-1].versions, name_of(one)), same, words)
        else:
            answers.append(Answer((name_of(one),), same, words))
    return tuple(answers)


def when(versions: Sequence[str], tried: Sequence[str]) -> str:
    """Say in words on which of the versions tried an answer holds: `up to 3.9.18`, `from 3.11.7 on`."""
    if len(versions) == len(tried):
        return "on every version tried" if len(tried) > 1 else f"on {tried[0]}"
    if len(versions) == 1:
        return f"on {versions[0]}"
    if versions[-1] == tried[-1]:
        return f"from {versions[0]} on"
    if versions[0] == tried[0]:
        return f"up to {versions[-1]}"
    return f"from {versions[0]} to {versions[-1]}"


def in_words(found: Since, tried: Sequence[str]) -> str:
    """Return the layer's answers as sentences, such as `is the same up to 3.9.18. On 3.10.13: +GEN_START.`."""
    first, *later = found.answers
    told = [_opening(first, when(first.versions, tried) if later or first.same is not None else "")]
    return " ".join([*told, *(_continuation(answer, when(answer.versions, tried)) for answer in later)])


def _opening(answer: Answer, place: str) -> str:
    """Return the first sentence, which has the layer's name before it."""
    if answer.same:
        return f"is the same {place}."
    verb = "differs" if answer.same is False else "was not compared"
    return f"{verb} {place}".rstrip() + f"{_after_colon(answer.words)}."


def _continuation(answer: Answer, place: str) -> str:
    if answer.same:
        return f"The same {place}."
    told = answer.words or ("different" if answer.same is False else "not asked for")
    return f"{place[0].upper()}{place[1:]}{_after_colon(told)}."


def _after_colon(words: str) -> str:
    return f": {words.rstrip('.')}" if words else ""
