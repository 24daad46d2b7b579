"""A check as GitHub workflow commands: an annotation for each thing that keeps a change from passing, then one line.

Knows the runner's commands and how it wants them escaped
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions; actions/toolkit, command.ts).
Does not know how a check is made. GitHub shows ten errors and ten warnings a step: what matters most comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.gate import ONE_SIDED, holds_in
from ..checks.verdicts import FileVerdict, Report
from .check_words import (
    FAILING,
    change_words,
    control_sentence,
    counts_words,
    depth_word,
    gate_sentence,
    kind_change_words,
    reaches_code,
    wrong_with,
)
from .printable import shown

NAMED = 5
"""Definitions of one file that its annotation names."""


def workflow_commands(report: Report) -> str:
    """Return the check as lines for the log of a GitHub workflow."""
    lines = [*_boundary(report), *_files(report)]
    if report.control is not None and not report.control.noticed:
        lines.append(command("error", control_sentence(report.control), title="cutaway: the control failed"))
    return "".join(f"{line}\n" for line in (*lines, _summary(report)))


def _boundary(report: Report) -> Iterator[str]:
    calls = [(call, change) for change in report.boundary for call in change.calls]
    for call, change in sorted(calls, key=lambda one: not one[0].certain):
        level, sure = ("error", "certain") if call.certain else ("warning", "possible")
        message = f"{change.path}::{change.qualname} became {change.kind_after}; {wrong_with(call, change)} ({sure})"
        title = f"cutaway: {kind_change_words(change)}"
        yield command(level, message, file=call.path, line=str(call.line), title=title)


def _files(report: Report) -> Iterator[str]:
    for file in report.files:
        held = None if report.gate is None else holds_in(file, report.gate.same)
        if file.error is not None or (report.gate is not None and held is None):
            yield command("error", file.error or file.passed_over or "", file=file.path, title="cutaway: no verdict")
        elif report.gate is not None and held is False:
            yield _command("error", file, FAILING[report.gate.same])
        elif report.gate is None and reaches_code(file):
            yield _command("notice", file, "what runs has changed")


def _command(level: str, file: FileVerdict, title: str) -> str:
    """An annotation at the first definition that is still there."""
    line = next((change.line for change in file.functions if change.line is not None), None)
    place = {"file": file.path} if line is None else {"file": file.path, "line": str(line)}
    return command(level, _told(file), **place, title=f"cutaway: {title}")


def _told(file: FileVerdict) -> str:
    if file.status in ONE_SIDED:
        return f"the file was {file.status}"
    depth = f"differs down to {depth_word(file)}"
    changes = [change_words(change) for change in file.functions[:NAMED]]
    more = len(file.functions) - NAMED
    return "\n".join([depth, *changes, *([f"and {more} more"] if more > 0 else [])])


def _summary(report: Report) -> str:
    told = f"cutaway: {counts_words(report)} {gate_sentence(report)}".strip()
    return one_line(told)


def command(level: str, message: str, **properties: str) -> str:
    """Return a command that annotates: `::error file=a.py,line=1::message`."""
    told = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    return f"::{level} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Line breaks stay, as the runner writes them; what else cannot be shown is an escape."""
    lines = [shown(line) for line in text.split("\n")]
    return "%0A".join(line.replace("%", "%25").replace("\r", "%0D") for line in lines)


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def one_line(text: str) -> str:
    """Return text that is one line, and no command: the runner takes a line for one only where it begins with `::`."""
    return shown(" ".join(text.split()))
