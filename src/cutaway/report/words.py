"""The words of a report that belong to no layer: interpreters, targets, what was asked, warnings.

Knows how to say in a few words what the records hold as fields.
Does not know layouts or formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..compare.comparison import Python, Target
from ..compare.versions import version_name
from ..layers.counting import plural
from ..layers.difference import Fold


def python_name(python: Python) -> str:
    """Return the interpreter's name: `CPython 3.12.1`, `CPython 3.13.0t`."""
    return f"{python.get('implementation', 'Python')} {version_name(python)}"


def pair_name(before: Python, after: Python) -> str:
    """Return the name of the interpreter that both sides were read by, or of both."""
    first, second = python_name(before), python_name(after)
    return first if first == second else f"{first} against {second}"


def pythons_names(names: Sequence[str]) -> str:
    """Return the names with what they share said once: `CPython 3.12.1, 3.13.0`."""
    shared = names[0].split(" ")[0] + " "
    if not all(name.startswith(shared) for name in names):
        return ", ".join(names)
    return shared + ", ".join(name.removeprefix(shared) for name in names)


def target_name(target: Target) -> str:
    """Return what the user named; the label tells of an edit too."""
    return str(target.get("label") or target.get("qualname") or target.get("filename") or "?")


def asked(question: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what the question asked beside its targets, as name and words."""
    told: list[tuple[str, str]] = []
    if question.get("call"):
        told.append(("call", str(question["call"])))
    if question.get("run"):
        told.append(("run", "the whole file"))
    if question.get("optimize") is not None:
        told.append(("optimize", str(question["optimize"])))
    return tuple(told)


def warning_words(warning: Mapping[str, Any]) -> str:
    """Return a warning of the compiler in one line."""
    place = f", line {warning['line']}" if warning.get("line") else ""
    side = f" ({warning['side']})" if warning.get("side") else ""
    return f"{warning.get('category', 'Warning')}{place}{side}: {warning.get('message', '')}"


def fold_words(fold: Fold) -> str:
    """Say what a fold leaves out: `12 lines the same, 1 only moved`."""
    told: list[str] = []
    for number, how in ((fold.differing, "that differ"), (fold.same, "the same"), (fold.moved, "only moved")):
        if number:
            told.append(f"{number if told else plural(number, 'line')} {how}")
    cut = " (too long a listing: --full shows it)" if fold.differing else ""
    return ", ".join(told) + cut


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Return each of the words once, in order, without empty ones."""
    return tuple(dict.fromkeys(word for word in words if word))
