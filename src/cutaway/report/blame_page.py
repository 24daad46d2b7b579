"""The revisions of a blame-ignore file: a row each, as a page and as commands for a GitHub workflow.

Knows what a reader looks for: which line names a revision that did more than it may. Does not know how that is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.blame_checking import BlameReport, RevisionVerdict
from ..checks.verdicts import FileVerdict
from ..layers import STATIC
from ..layers.counting import plural
from .check_words import FAILING, MEANING, depth_word, set_aside
from .github import command, one_line
from .page import Depth, Depths, Fields, Page, Piece, Prose, Sentence, joined, sentence
from .words import python_name, pythons_names

SHORT = 12
"""Characters of a revision's name that are shown: enough for the history of Linux."""

NAMED = 10
"""Files of one revision that are named."""


def blame_page(report: BlameReport, *, quiet: bool = False) -> Page:
    """Return the revisions as a page; `quiet` leaves the closing sentence, where a revision went too deep."""
    closing = Prose(sentence(blame_sentence(report)))
    if quiet:
        return () if report.holds else (closing,)
    rows = [("revisions of", report.file), ("python", pythons_names([python_name(one) for one in report.pythons]))]
    fields = Fields(tuple((name, sentence(words)) for name, words in rows))
    return (fields, *([Depths(tuple(map(_row, report.revisions)))] if report.revisions else []), closing)


def blame_sentence(report: BlameReport) -> str:
    """Whether each revision goes no deeper than allowed, in a sentence."""
    asked = f"--same {report.same}"
    bad = [one for one in report.revisions if one.holds is False]
    unknown = [one for one in report.revisions if one.holds is None]
    all_of_them = plural(len(report.revisions), "revision")
    if report.holds:
        return f"{asked} holds in {all_of_them}: {MEANING[report.same]}.{set_aside(report.allow)}"
    told = [f"{FAILING[report.same]} in {_named(bad)}"] if bad else []
    told += [f"no verdict on {_named(unknown)}"] if unknown else []
    verdict = "does not hold" if bad else "cannot be said"
    return f"{asked} {verdict}, of {all_of_them}: {'; '.join(told)}."


def blame_commands(report: BlameReport) -> str:
    """Return the revisions as lines for the log of a GitHub workflow: an error at each line that is wrong."""
    lines = [_command(report, one) for one in report.revisions if one.holds is not True]
    return "".join(f"{line}\n" for line in (*lines, one_line(f"cutaway: {blame_sentence(report)}")))


def _command(report: BlameReport, one: RevisionVerdict) -> str:
    told = one.error or "\n".join(
        [FAILING[report.same], *(f"{file.path}: {_why(file)}" for file in one.failing[:NAMED])]
    )
    return command("error", told, file=report.file, line=str(one.line), title=f"cutaway: {one.revision[:SHORT]}")


def _row(one: RevisionVerdict) -> Depth:
    word = _word(one)
    level = None if word not in ("same", *STATIC) else 0 if one.deepest is None else STATIC.index(one.deepest) + 1
    role = "trouble" if one.holds is None else "same" if one.holds else "deepest"
    told = [Piece(one.error, "error")] if one.error else [Piece(_place(one), "note")]
    words = joined((*told, *(Piece(note, "note") for note in one.notes)))
    return Depth(level, len(STATIC), word, role, one.revision[:SHORT], words, tuple(_failing(one)))


def _word(one: RevisionVerdict) -> str:
    """Its depth; where nothing differs and the gate does not hold, what stands in its way."""
    if one.error is not None:
        return "trouble"
    return one.deepest or (depth_word(one.failing[0]) if one.failing else "same")


def _place(one: RevisionVerdict) -> str:
    return f"line {one.line}, {plural(sum(one.counts.values()), 'Python file')}"


def _failing(one: RevisionVerdict) -> Iterator[Sentence]:
    for file in one.failing[:NAMED]:
        yield sentence(Piece(file.path, "name"), f" {_why(file)}")
    if len(one.failing) > NAMED:
        yield sentence(f"and {plural(len(one.failing) - NAMED, 'file')} more")


def _why(file: FileVerdict) -> str:
    return file.error or file.passed_over or depth_word(file)


def _named(revisions: list[RevisionVerdict]) -> str:
    return ", ".join(f"{one.revision[:SHORT]} (line {one.line})" for one in revisions)
