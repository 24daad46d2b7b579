"""`cutaway check --blame-ignore FILE`: the revisions that `git blame` is to skip, each judged by a gate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import statuses
from .output import Destination, append

if TYPE_CHECKING:
    from ..checks.blame_checking import BlameReport
    from .check import Wanted

DEFAULT_GATE = "ast"
"""Such a file is there for formatting."""


def answer(wanted: Wanted, place: Destination) -> int:
    """Check the revisions, and return the exit status."""
    if wanted.sides or wanted.paths or wanted.staged:
        raise UsageError("--blame-ignore names the revisions itself: leave out the others, paths, and --staged")
    report = _judged(wanted._replace(same=wanted.same or DEFAULT_GATE))
    from ..report import render_blame

    if wanted.markdown_to is not None:
        append(wanted.markdown_to, render_blame(report, "markdown"))
    text = render_blame(report, wanted.form, **place.wishes, quiet=wanted.quiet)
    if text or not wanted.quiet:
        place.write(text)
    return statuses.of_held(report.holds, exit_zero=wanted.exit_zero)


def _judged(wanted: Wanted) -> BlameReport:
    from ..checks.blame_checking import BlameReport, revision_verdicts
    from ..checks.repository import Repository
    from .progress import telling

    assert wanted.blame_ignore is not None
    assert wanted.same is not None
    content = _content(wanted.blame_ignore)
    interpreters = wanted.interpreters()
    asked = wanted.asked()
    with Repository() as repository, telling("checking revisions") as told:
        found = []
        for verdict in revision_verdicts(content, repository, interpreters, asked, wanted.exclude):
            found.append(verdict)
            told.step("checking revisions", len(found))
    pythons = tuple(one.to_json() for one in interpreters)
    return BlameReport(wanted.blame_ignore, wanted.same, asked.allow, pythons, tuple(found))


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"--blame-ignore {path}: {error.strerror}") from None
