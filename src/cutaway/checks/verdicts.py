"""What a check found, as plain data: a verdict a file, the functions that changed, the calls at an async boundary.

Knows the shape of the answer. Does not know git, interpreters, nor how the answer is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class FunctionChange(NamedTuple):
    """A definition that changed in code.

    `field` is the dotted path of the first field that differs (`co_consts`, `__defaults__`), `before` and `after` its
    values in words, None where a side has none. `kind_before` and `kind_after` are "function", "coroutine function",
    "generator" or "asynchronous generator", None where a side has no such function. `line` is where the definition
    starts in the side after, from 1: at its first decorator, if it has one; None where it is gone.
    """

    qualname: str
    field: str
    before: str | None
    after: str | None
    kind_before: str | None = None
    kind_after: str | None = None
    line: int | None = None


class FileVerdict(NamedTuple):
    """One changed file.

    `status` is modified, renamed, added, deleted, typechanged, or same for one whose bytes are equal. `deepest` is the
    deepest layer that differs on any interpreter asked, None where none does; `by_python` says each, by version.
    `allowed` names the exemptions without which it would go deeper. `error` is one line of trouble: this file could not
    be judged. `passed_over` says why it was left out. `not_python` are the versions of which neither side is Python:
    they say nothing of it, where another one does.
    """

    path: str
    status: str
    old_path: str | None = None
    deepest: str | None = None
    positions_moved: bool = False
    functions: tuple[FunctionChange, ...] = ()
    by_python: Mapping[str, str | None] = {}
    allowed: tuple[str, ...] = ()
    error: str | None = None
    passed_over: str | None = None
    not_python: tuple[str, ...] = ()


class BoundaryCall(NamedTuple):
    """A call of a function whose kind changed, that still treats it as before.

    `certain` where the name can only mean that function; else it is possible. `use` says what is done with the call:
    awaited, condition, dropped, value, returned, passed.
    """

    path: str
    line: int
    column: int
    text: str
    qualname: str
    use: str
    certain: bool


class KindChange(NamedTuple):
    """A function whose kind changed, with the calls that still treat it as before."""

    path: str
    qualname: str
    kind_before: str
    kind_after: str
    calls: tuple[BoundaryCall, ...] = ()


class Control(NamedTuple):
    """The positive control: one constant changed in a copy of one file, and whether the check noticed."""

    path: str
    line: int
    before: str
    after: str
    noticed: bool


class Gate(NamedTuple):
    """What was asked with `--same`, and whether it holds; None where trouble leaves that open."""

    same: str
    allow: tuple[str, ...]
    holds: bool | None


class Report(NamedTuple):
    """The whole answer. `asked` says what was compared with what, `pythons` are interpreters' identities."""

    asked: Mapping[str, Any]
    pythons: tuple[Mapping[str, Any], ...]
    files: tuple[FileVerdict, ...]
    boundary: tuple[KindChange, ...] = ()
    gate: Gate | None = None
    control: Control | None = None
    notes: tuple[str, ...] = ()
