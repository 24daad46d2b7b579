"""A check as Markdown to paste into a pull request: what counts in sight, the rest folded, all of it within a comment.

Knows how much GitHub takes, and what a reviewer wants to see without unfolding. Does not know how a check is made.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from ..checks.gate import holds_in
from ..checks.verdicts import FileVerdict, FunctionChange, KindChange, Report
from ..layers.counting import plural
from ..layers.values import shorten, shorten_both
from . import markdown
from .check_page import boundary_section, depth_row
from .check_words import asked_of, compared_words, control_sentence, counts_words, gate_sentence, reaches_code
from .page import Block, Bullets, Depths, Heading, Page, Piece, Prose, sentence
from .printable import shown

LARGEST = 60_000
"""Characters: GitHub takes 65,536 in a comment, and whoever pastes it writes a few, too."""

ROWS = (200, 50, 20, 5, 1)
"""Rows of a table, fewer and fewer until all of it fits."""

LONGEST_VALUE = 80


def check_comment(report: Report, command: Sequence[str] = ()) -> str:
    """Return the check as Markdown of at most LARGEST characters; `command` is what was typed."""
    for rows in ROWS:
        text = "\n".join(part for part in _parts(report, command, rows) if part)
        if len(text) <= LARGEST:
            return text
    return text[:LARGEST]


def _parts(report: Report, command: Sequence[str], rows: int) -> Iterator[str]:
    yield markdown.render((Heading("cutaway check"), *_verdict(report)))
    yield markdown.render(tuple(_circumstances(report, command)))
    yield markdown.render(tuple(boundary_section([_shortened(change, rows) for change in report.boundary[:rows]])))
    for title, files, is_folded in _groups(report):
        yield _table(title, files, report, rows, is_folded=is_folded)
    if report.notes:
        notes = tuple(sentence(note) for note in report.notes[:rows])
        yield _folded(f"{plural(len(report.notes), 'note')}", (Bullets(notes),))


def _verdict(report: Report) -> Page:
    return tuple(Prose(sentence(words)) for words in (gate_sentence(report), counts_words(report)) if words)


def _circumstances(report: Report, command: Sequence[str]) -> Iterator[Block]:
    before, after = compared_words(report)
    items = [sentence("compared: ", Piece(before, "quoted"), " with ", Piece(after, "quoted"))]
    if report.asked.get("paths"):
        items.append(sentence("paths: ", Piece(" ".join(report.asked["paths"]), "quoted")))
    if command:
        items.append(sentence("command: ", Piece(shlex.join(command), "quoted")))
    items.append(sentence(f"interpreter: {asked_of(report)}"))
    if report.control is not None:
        items.append(sentence(control_sentence(report.control)))
    yield Bullets(tuple(items))


def _groups(report: Report) -> Iterator[tuple[str, list[FileVerdict], bool]]:
    """What keeps the change from passing is in sight, all else folded."""
    told = [file for file in report.files if file.status != "same"]
    in_sight = [file for file in told if _matters(file, report)]
    reaching = [file for file in in_sight if reaches_code(file)]
    others = [file for file in in_sight if not reaches_code(file)]
    rest = [file for file in told if not _matters(file, report)]
    yield f"{plural(len(reaching), 'file')} whose code changed", reaching, False
    yield f"{plural(len(others), 'file')} to look at", others, False
    yield f"{plural(len(rest), 'other file')}", rest, True


def _matters(file: FileVerdict, report: Report) -> bool:
    if file.error is not None or reaches_code(file):
        return True
    return report.gate is not None and holds_in(file, report.gate.same) is not True


def _table(title: str, files: Sequence[FileVerdict], report: Report, rows: int, *, is_folded: bool) -> str:
    if not files:
        return ""
    blocks: list[Block] = [Depths(tuple(depth_row(_within(file, rows), report) for file in files[:rows]))]
    if len(files) > rows:
        blocks.append(Prose(sentence(f"... and {plural(len(files) - rows, 'file')} more.")))
    if is_folded:
        return _folded(title, tuple(blocks))
    return markdown.render((Heading(title, 2), *blocks))


def _folded(title: str, page: Page) -> str:
    """GitHub reads Markdown inside of the element only behind an empty line."""
    return f"<details><summary>{title}</summary>\n\n{markdown.render(page)}\n</details>\n"


def _within(file: FileVerdict, rows: int) -> FileVerdict:
    """The file with at most so many definitions, their values cut."""
    told = tuple(map(_cut, file.functions[:rows]))
    more = len(file.functions) - len(told)
    if more:
        told += (FunctionChange(f"... and {plural(more, 'definition')} more", "", None, None),)
    return file._replace(functions=told, error=file.error and _short(file.error, 4 * LONGEST_VALUE))


def _cut(change: FunctionChange) -> FunctionChange:
    before, after = (value and shown(value) for value in (change.before, change.after))
    if before is None or after is None:
        before, after = (value and shorten(value, LONGEST_VALUE) for value in (before, after))
    else:
        before, after = shorten_both(before, after, LONGEST_VALUE)
    return change._replace(qualname=_short(change.qualname), before=before, after=after)


def _short(text: str, longest: int = LONGEST_VALUE) -> str:
    safe = shown(text)
    return safe if len(safe) <= longest else f"{safe[:longest]}..."


def _shortened(change: KindChange, rows: int) -> KindChange:
    return change._replace(calls=tuple(call._replace(text=_short(call.text.strip())) for call in change.calls[:rows]))
