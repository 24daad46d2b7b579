"""Each revision that a `.git-blame-ignore-revs` file lists, judged by a gate: who hides a revision, hides what it did.

Knows that a revision that is not there is trouble of its line alone. Does not know how a verdict is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from ..errors import TargetError
from ..interpreters.interpreter import Interpreter
from .blame import Listed, revisions
from .checking import Asked, check
from .document import counts
from .gate import deepest, holds_in
from .repository import Repository
from .selection import Selection
from .verdicts import FileVerdict

FORMAT = "cutaway-blame-ignore"
FORMAT_VERSION = 1


class RevisionVerdict(NamedTuple):
    """A line of the file: whether the revision goes no deeper than allowed, None where that cannot be said.

    `deepest` is the deepest layer that differs in any of its files; `failing` are the files that the gate does not let
    pass, `counts` is how many of its files count as what.
    """

    line: int
    revision: str
    holds: bool | None
    deepest: str | None = None
    counts: Mapping[str, int] = MappingProxyType({})
    failing: tuple[FileVerdict, ...] = ()
    error: str | None = None
    notes: tuple[str, ...] = ()


class BlameReport(NamedTuple):
    """The whole answer: of which file, by which gate, on which interpreters."""

    file: str
    same: str
    allow: tuple[str, ...]
    pythons: tuple[dict[str, Any], ...]
    revisions: tuple[RevisionVerdict, ...]

    @property
    def holds(self) -> bool | None:
        """False where a revision goes deeper than allowed; None where none does and one could not be judged."""
        held = [one.holds for one in self.revisions]
        if False in held:
            return False
        return None if None in held else True


def revision_verdicts(
    content: bytes,
    repository: Repository,
    interpreters: Sequence[Interpreter],
    asked: Asked,
    exclude: Sequence[str] = (),
) -> Iterator[RevisionVerdict]:
    """The verdict of each revision, in the order of the file; raises as `checking.check` does."""
    for listed in revisions(content, repository):
        yield _verdict(listed, repository, interpreters, asked._replace(control=False), exclude)


def _verdict(
    listed: Listed, repository: Repository, interpreters: Sequence[Interpreter], asked: Asked, exclude: Sequence[str]
) -> RevisionVerdict:
    if listed.compared is None:
        return RevisionVerdict(listed.line, listed.revision, None, error=listed.error, notes=listed.notes)
    selection = Selection(exclude)
    try:
        report = check(
            selection.chosen(repository.changes(listed.compared, wanted=selection.wanted)), interpreters, asked
        )
    except TargetError as error:
        return RevisionVerdict(listed.line, listed.revision, None, error=str(error), notes=listed.notes)
    assert asked.same is not None
    assert report.gate is not None
    return RevisionVerdict(
        listed.line,
        listed.revision,
        report.gate.holds,
        deepest(file.deepest for file in report.files),
        counts(report.files),
        tuple(file for file in report.files if holds_in(file, asked.same) is not True),
        notes=listed.notes,
    )


def blame_to_json(report: BlameReport) -> dict[str, Any]:
    """The answer as a document of format `cutaway-blame-ignore`."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "file": report.file,
        "gate": {"same": report.same, "allow": list(report.allow), "holds": report.holds},
        "pythons": list(report.pythons),
        "revisions": [_revision_to_json(one) for one in report.revisions],
    }


def _revision_to_json(one: RevisionVerdict) -> dict[str, Any]:
    told = ("path", "status", "deepest", "error", "passed_over")
    failing = [{name: getattr(file, name) for name in told} for file in one.failing]
    return {**one._asdict(), "counts": dict(one.counts), "failing": failing, "notes": list(one.notes)}
