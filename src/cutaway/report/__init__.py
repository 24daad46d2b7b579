"""Comparisons, showings, checks and reference pages in the format that was asked for.

Knows the formats by name. Does not know how any of them is made: each is a module, imported when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..compare.comparison import Comparison, Showing
from .page import Page

if TYPE_CHECKING:
    from ..checks.blame_checking import BlameReport
    from ..checks.verdicts import Report

FORMATS: tuple[str, ...] = ("text", "json", "markdown", "org")
CHECK_FORMATS: tuple[str, ...] = ("text", "json", "markdown", "github")


def render_comparison(
    comparison: Comparison,
    format: str = "text",  # noqa: A002  (the name of the option)
    *,
    width: int = 80,
    color: bool = False,
    context: int = 3,
    full: bool = False,
    ascii: bool = False,  # noqa: A002  (the name of the codec)
    show_trials: bool = False,
) -> str:
    """Return the comparison in a format of FORMATS, a line end at its end.

    `context` rows are shown around each difference, all rows if `full`, in JSON too. `width`, `color` and `ascii`
    (nothing beyond ASCII) matter to text alone. `show_trials` lists every hybrid that was tried, as JSON always does.
    """
    if format == "json":
        from ..compare.document import comparison_to_json

        return document_text(comparison_to_json(comparison, context=context, full=full))
    from .comparison_page import comparison_page

    page = comparison_page(comparison, context=context, full=full, show_trials=show_trials)
    return _rendered(page, format, width=width, color=color, ascii_only=ascii)


def render_showing(
    showing: Showing,
    format: str = "text",  # noqa: A002
    *,
    width: int = 80,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
) -> str:
    """Return every layer of one target in a format of FORMATS."""
    if format == "json":
        from ..compare.document import showing_to_json

        return document_text(showing_to_json(showing))
    from .showing_page import showing_page

    return _rendered(showing_page(showing), format, width=width, color=color, ascii_only=ascii)


def render_explanation(
    entries: Sequence[tuple[str, str, Sequence[tuple[Sequence[Any], str, str]]]],
    format: str = "text",  # noqa: A002
    *,
    width: int = 80,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
) -> str:
    """Return what names mean. An entry is a kind (opcode, flag, node), a name, and several (versions, text, link)."""
    from .reference_page import explanation_page, explanation_to_json

    if format == "json":
        return document_text(explanation_to_json(entries))
    return _rendered(explanation_page(entries), format, width=width, color=color, ascii_only=ascii)


def render_pythons(
    pythons: Sequence[Mapping[str, Any]],
    format: str = "text",  # noqa: A002
    *,
    width: int = 80,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
) -> str:
    """Return the interpreters that were found: version, implementation, build, found_in, executable, shows."""
    from .reference_page import pythons_page, pythons_to_json

    if format == "json":
        return document_text(pythons_to_json(pythons))
    return _rendered(pythons_page(pythons), format, width=width, color=color, ascii_only=ascii)


def render_check(
    report: Report,
    format: str = "text",  # noqa: A002
    *,
    width: int = 80,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
    quiet: bool = False,
    command: Sequence[str] = (),
) -> str:
    """Return a check in a format of CHECK_FORMATS. `quiet`: of the text, the gate's sentence where it does not hold.

    `command` is what was typed, for Markdown, which is made to be pasted.
    """
    if format == "json":
        from ..checks.document import check_to_json

        return document_text(check_to_json(report))
    if format == "github":
        from .github import workflow_commands

        return workflow_commands(report)
    if format == "markdown":
        from .check_comment import check_comment

        return check_comment(report, command)
    from .check_page import check_page, gate_page

    page = gate_page(report) if quiet else check_page(report)
    return _rendered(page, format, width=width, color=color, ascii_only=ascii)


def render_blame(
    report: BlameReport,
    format: str = "text",  # noqa: A002
    *,
    width: int = 80,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
    quiet: bool = False,
) -> str:
    """Return the revisions of a blame-ignore file in a format of CHECK_FORMATS."""
    from .blame_page import blame_commands, blame_page

    if format == "json":
        from ..checks.blame_checking import blame_to_json

        return document_text(blame_to_json(report))
    if format == "github":
        return blame_commands(report)
    return _rendered(blame_page(report, quiet=quiet), format, width=width, color=color, ascii_only=ascii)


def document_text(document: Mapping[str, Any]) -> str:
    """Return a JSON document as one line of ASCII: the same document gives the same bytes, lone surrogates included."""
    return json.dumps(document, ensure_ascii=True, allow_nan=False) + "\n"


def get_ready(format: str, *, color: bool, why: bool = False) -> None:  # noqa: A002
    """Import what rendering in a format will need: who waits for an interpreter has the time."""
    if format == "json":
        from ..compare import document as document

        return
    from . import comparison_page as comparison_page

    if why:
        from . import why_page as why_page
    _writer(format, color=color)


def _rendered(page: Page, format: str, *, width: int, color: bool, ascii_only: bool) -> str:  # noqa: A002
    writer = _writer(format, color=color)
    if format == "text":
        rendered: str = writer.render(page, width=width, ascii_only=ascii_only)
    else:
        rendered = writer.render(page)
    return rendered


def _writer(format: str, *, color: bool) -> ModuleType:  # noqa: A002
    if format not in FORMATS:
        raise ValueError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    return import_module("." + ("terminal" if format == "text" and color else format), __package__)
