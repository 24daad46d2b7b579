"""A check as a page: the async boundary, each changed file with its depth, the counts, the gate's sentence last.

Knows what a reader of a repository's changes looks for first. Does not know widths and formats, nor how depth is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..checks.verdicts import BoundaryCall, FileVerdict, FunctionChange, KindChange, Report
from ..layers import STATIC
from .check_words import (
    asides,
    asked_of,
    compared_words,
    control_sentence,
    counts_words,
    depth_word,
    gate_sentence,
    is_exact,
    kind_change_words,
    level,
    reaches_code,
    wrong_with,
)
from .page import Block, Bullets, Depth, Depths, Fields, Heading, Page, Piece, Prose, Sentence, joined, sentence


def check_page(report: Report) -> Page:
    """Return the whole check as a page."""
    return (
        heading_fields(report),
        *boundary_section(report.boundary),
        *_files_section(report),
        *_notes(report.notes),
        *_summary(report),
    )


def gate_page(report: Report) -> Page:
    """What `--quiet` leaves: the gate's sentence where it does not hold."""
    return _gate(report) if report.gate is not None and not report.gate.holds else ()


def heading_fields(report: Report) -> Fields:
    """What was compared, on which interpreters, and what was asked."""
    before, after = compared_words(report)
    rows = [("before", before), ("after", after), ("python", asked_of(report))]
    if report.asked.get("paths"):
        rows.insert(2, ("paths", ", ".join(report.asked["paths"])))
    for name in ("same", "allow", "optimize"):
        value = report.asked.get(name)
        if value not in (None, [], ()):
            rows.append((f"--{name}", ", ".join(value) if isinstance(value, list | tuple) else str(value)))
    return Fields(tuple((name, sentence(words)) for name, words in rows))


def boundary_section(changes: Sequence[KindChange]) -> Iterator[Block]:
    """The functions whose kind changed, each with the calls that still treat it as before."""
    if not changes:
        return
    yield Heading("async boundary")
    for change in changes:
        yield Prose(sentence(Piece(change.path), "::", Piece(change.qualname, "name"), f" {kind_change_words(change)}"))
        yield Bullets(tuple(call_sentence(call, change) for call in change.calls) or (_NO_CALL,))


_NO_CALL = sentence(Piece("no call was found that treats it as before", "note"))


def call_sentence(call: BoundaryCall, change: KindChange) -> Sentence:
    """One call: where, how sure, its text, what is wrong with it."""
    certain = Piece("certain ", "trouble") if call.certain else Piece("possible", "different")
    place = Piece(f"{call.path}:{call.line}")
    text = Piece(call.text.strip(), "quoted")
    return sentence(certain, "  ", place, "  ", text, "  ", Piece(wrong_with(call, change), "note"))


def _files_section(report: Report) -> Iterator[Block]:
    told = [file for file in report.files if file.status != "same"]
    if not told:
        return
    yield Heading("files")
    yield Depths(tuple(depth_row(file, report) for file in told))


def depth_row(file: FileVerdict, report: Report) -> Depth:
    """One file with its depth, what else is to be said of it, and the definitions that changed."""
    role = "error" if file.error is not None else "note"
    words = joined(
        Piece(words, role) for words in asides(file, counting_positions=bool(report.asked.get("count_positions")))
    )
    below = tuple(function_sentence(change) for change in file.functions)
    exact = is_exact(report)
    return Depth(
        level(file, exact=exact), len(STATIC), depth_word(file, exact=exact), _role(file), file.path, words, below
    )


def function_sentence(change: FunctionChange) -> Sentence:
    """One definition that changed: the first field that differs, before and after, and its kind where that changed."""
    # What is left of the many has a name alone.
    told: list[str | Piece] = [
        " ",
        Piece(change.field, "name"),
        ": ",
        _value(change.before),
        " -> ",
        _value(change.after),
    ]
    parts = [Piece(change.qualname, "name"), *(told if change.field else [])]
    if change.kind_before and change.kind_after and change.kind_before != change.kind_after:
        parts += [" ", Piece(f"({change.kind_before} -> {change.kind_after})", "different")]
    return sentence(*parts)


def _value(words: str | None) -> Piece:
    """A value as it is quoted, or that there is none, which is no value's name."""
    return Piece("nothing", "note") if words is None else Piece(words, "quoted")


def _role(file: FileVerdict) -> str:
    if file.error is not None:
        return "trouble"
    if reaches_code(file):
        return "deepest"
    return "same" if file.deepest is None else "different"


def _notes(notes: Sequence[str]) -> Iterator[Block]:
    if notes:
        yield Heading("also")
        yield Bullets(tuple(sentence(Piece(note, "note")) for note in notes))


def _summary(report: Report) -> Iterator[Block]:
    yield Heading("summary")
    yield Prose(sentence(counts_words(report)))
    if report.control is not None:
        role = "note" if report.control.noticed else "trouble"
        yield Prose(sentence(Piece(control_sentence(report.control), role)))
    yield from _gate(report)


def _gate(report: Report) -> Page:
    if report.gate is None:
        return ()
    role = "same" if report.gate.holds else "trouble"
    first, colon, rest = gate_sentence(report).partition(":")
    return (Prose(sentence(Piece(first, "name" if role == "same" else role, strong=True), f"{colon}{rest}")),)
