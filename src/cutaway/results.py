"""What a user of the Python API holds: a comparison, a showing or a check that prints as its report.

Knows how the API's arguments become sources and interpreters. Does not know terminals.
"""

from __future__ import annotations

import os
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from . import live, session, targets
from .compare.comparison import Comparison, InterpreterComparison, InterpreterShowing, Showing
from .compare.document import comparison_from_json, comparison_to_json, showing_from_json, showing_to_json
from .compare.gates import gate_holds_on_all, gated_layers
from .errors import CutawayError, UsageError
from .layers import NAMES, RUN
from .report import CHECK_FORMATS, render_check, render_comparison, render_showing
from .session import BUDGET, Question

if TYPE_CHECKING:
    from .checks.verdicts import FileVerdict, Report
    from .compare.verdicts import Verdict

Thing = str | os.PathLike[str] | targets.Source | live.Live
"""What can be compared: a `str` is source text, a path is a file, `target()` reads the command line's grammar."""

REPORT_WIDTH = 100


@dataclass(frozen=True)
class Diff:
    """Two things compared on one or more interpreters. `print()` it for the report.

    `comparison` is the whole answer as plain data.
    """

    comparison: Comparison

    @property
    def comparisons(self) -> tuple[InterpreterComparison, ...]:
        """One entry an interpreter, oldest first."""
        return self.comparison.comparisons

    @property
    def deepest(self) -> str | None:
        """The name of the deepest layer that differs on any interpreter, None when nothing differs."""
        differing = {one.deepest for one in self.comparisons} - {None}
        return max((name for name in differing if name), key=NAMES.index, default=None)

    @property
    def verdicts(self) -> tuple[tuple[Verdict, ...], ...]:
        """For each interpreter what causes the difference, one verdict a channel; empty where that was not asked."""
        return tuple(() if one.why is None else one.why.verdicts for one in self.comparisons)

    def same_at(self, layer: str) -> bool:
        """Whether `layer` and every deeper static layer is the same on every interpreter.

        `code` means code and bytecode: nothing that runs has changed.

        Raises:
            CutawayError: a layer of that name is unknown, or could not be compared (a live object without its
                source has no tokens, say): that is neither the same nor different.
        """
        if layer not in NAMES:
            raise UsageError(f"{layer}: no such layer: they are {', '.join(NAMES)}")
        for one in self.comparisons:
            if one.trouble is not None:
                raise CutawayError(one.trouble)
        held = gate_holds_on_all(self.comparisons, layer)
        if held is None:
            raise CutawayError(self._not_compared(layer))
        return held

    def to_json(self, *, context: int = 3, full: bool = False) -> dict[str, Any]:
        """The comparison as the versioned JSON document that docs/json.md describes.

        Rows are folded but for `context` of them around each difference; with `full`, none is.
        """
        return comparison_to_json(self.comparison, context=context, full=full)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Diff:
        """The comparison that a document of `to_json` holds. Raises ValueError where it is none of a known version."""
        return cls(comparison_from_json(document))

    def report(self, form: str = "text", *, width: int = REPORT_WIDTH, context: int = 3, full: bool = False) -> str:
        """The report as `text`, `json`, `markdown` or `org`; `width`, in columns, matters to text alone.

        `context` rows are shown around each difference, all of them with `full`. Raises ValueError for another `form`.
        """
        return render_comparison(self.comparison, form, width=width, context=context, full=full)

    def __str__(self) -> str:
        return self.report().rstrip("\n")

    def _not_compared(self, layer: str) -> str:
        reasons = {
            f"{one.layer}: {one.reason}"
            for each in self.comparisons
            for one in each.layers
            if one.layer in gated_layers(layer) and one.same is None
        }
        return f"cannot say whether {layer} is the same: {'; '.join(sorted(reasons))}"


@dataclass(frozen=True)
class Show:
    """Every layer of one thing on one or more interpreters. `print()` it for the report."""

    showing: Showing

    @property
    def showings(self) -> tuple[InterpreterShowing, ...]:
        """One entry an interpreter, oldest first."""
        return self.showing.showings

    def to_json(self) -> dict[str, Any]:
        """The showing as the versioned JSON document that docs/json.md describes."""
        return showing_to_json(self.showing)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Show:
        """The showing that a document of `to_json` holds. Raises ValueError where it is none of a known version."""
        return cls(showing_from_json(document))

    def report(self, form: str = "text", *, width: int = REPORT_WIDTH) -> str:
        """The report as `text`, `json`, `markdown` or `org`; `width`, in columns, matters to text alone.

        Raises ValueError for another `form`.
        """
        return render_showing(self.showing, form, width=width)

    def __str__(self) -> str:
        return self.report().rstrip("\n")


def diff(  # noqa: PLR0913 - every keyword is an option of the same name
    before: Thing,
    after: Thing,
    *,
    python: str | os.PathLike[str] | Sequence[str] = (),
    layers: Sequence[str] = NAMES,
    call: str | None = None,
    run: bool = False,
    optimize: int | None = None,
    timeout: float = 10.0,
    memory: int = 1 << 30,
    why: bool = False,
    budget: int = BUDGET,
) -> Diff:
    """Compare two things layer by layer.

    Args:
        before: source text (`str`), a path, what `cutaway.target` gave, or a live function or code object.
        after: the same.
        python: which interpreters: one spec or several, as `--python` takes them; the running one if none.
        layers: names of the layers to compare; `behavior` among them where `call` or `run` is given.
        call: an expression to run on each side, `target` being its function. Nothing runs without `call` or `run`.
        run: execute each side as a module.
        optimize: the compiler's optimization level, 0 to 2; None for the interpreter's own.
        timeout: seconds that one run may take.
        memory: bytes of address space that one run may take.
        why: find out by experiment which of the differences makes the behavior differ; needs `call` or `run`, which
            run again with each hybrid of the two sides.
        budget: how many hybrids may be run on each interpreter.

    Raises:
        CutawayError: the question could not be answered; its message is one line. Of several interpreters, the
            trouble of one is told in its entry instead.
    """
    question = _question(layers, call, optimize, timeout, memory, run=run)._replace(why=why, budget=budget)
    if _is_live(before) or _is_live(after):
        return Diff(_diff_here([before, after], _specs(python), question))
    sources = _source(before, "before"), _source(after, "after")
    with session.subjects_for(sources, _specs(python)) as subjects:
        return Diff(session.compare(*sources, subjects, question))


def insert_async(  # noqa: PLR0913 - as for diff
    thing: str | os.PathLike[str] | targets.Source,
    *,
    remove: bool = False,
    python: str | os.PathLike[str] | Sequence[str] = (),
    layers: Sequence[str] = NAMES,
    call: str | None = None,
    run: bool = False,
    optimize: int | None = None,
    timeout: float = 10.0,
    memory: int = 1 << 30,
    why: bool = False,
    budget: int = BUDGET,
) -> Diff:
    """Compare a function with itself behind `async` (or without it, with `remove`); other arguments as for `diff`.

    `thing` names a function, as `cutaway.target("a.py::f")` does. The file itself is not changed.

    Raises:
        CutawayError: the question could not be answered; EditError where there is no function to edit.
    """
    question = _question(layers, call, optimize, timeout, memory, run=run)._replace(why=why, budget=budget)
    if _is_live(thing):
        raise live.refuse_to_edit(thing)
    before = _source(thing, "before")
    after = before.edited("remove-async" if remove else "insert-async")
    with session.subjects_for([before], _specs(python)) as subjects:
        return Diff(session.compare(before, after, subjects, question))


def show(
    thing: Thing,
    *,
    python: str | os.PathLike[str] | Sequence[str] = (),
    layers: Sequence[str] = NAMES,
    call: str | None = None,
    run: bool = False,
    optimize: int | None = None,
    timeout: float = 10.0,
    memory: int = 1 << 30,
) -> Show:
    """Every layer of one thing; arguments as for `diff`.

    Raises:
        CutawayError: the question could not be answered; its message is one line.
    """
    question = _question(layers, call, optimize, timeout, memory, run=run)
    if _is_live(thing):
        _refuse_other(_specs(python), question)
        return Show(session.show_units([_unit(thing)], [_describe(thing)], question))
    source = _source(thing, "source")
    with session.subjects_for([source], _specs(python)) as subjects:
        return Show(session.show(source, subjects, question))


@dataclass(frozen=True)
class Check:
    """How deep each of many changes goes. `print()` it for the report; `answer` is the whole answer as plain data."""

    answer: Report

    @property
    def files(self) -> tuple[FileVerdict, ...]:
        """One verdict a changed file, in order."""
        return self.answer.files

    @property
    def holds(self) -> bool | None:
        """Whether what was asked with `same` holds in every file; None where nothing was, or trouble leaves it open."""
        return None if self.answer.gate is None else self.answer.gate.holds

    @property
    def counts(self) -> dict[str, int]:
        """How many files count as what, by their deepest layer: `same`, `tokens`, ..., `added`, `trouble`."""
        from .checks.document import counts

        return counts(self.files)

    def to_json(self) -> dict[str, Any]:
        """The answer as the versioned JSON document that docs/json.md describes."""
        from .checks.document import check_to_json

        return check_to_json(self.answer)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Check:
        """The answer that a document of `to_json` holds. Raises ValueError where it is none of a known version."""
        from .checks.document import check_from_json

        return cls(check_from_json(document))

    def report(self, form: str = "text", *, width: int = REPORT_WIDTH) -> str:
        """The report as `text`, `json`, `markdown` (for a pull request) or `github` (workflow commands).

        `width`, in columns, matters to text alone. Raises ValueError for another `form`.
        """
        if form not in CHECK_FORMATS:
            raise ValueError(f"{form}: no format of a check: they are {', '.join(CHECK_FORMATS)}")
        return render_check(self.answer, form, width=width)

    def __str__(self) -> str:
        return self.report().rstrip("\n")


def check(  # noqa: PLR0913 - every keyword is an option of the same name
    old: str | os.PathLike[str] | None = None,
    new: str | os.PathLike[str] | None = None,
    *,
    revisions: str | None = None,
    paths: str | Sequence[str] = (),
    staged: bool = False,
    same: str | None = None,
    allow: Sequence[str] = (),
    python: str | os.PathLike[str] | Sequence[str] = (),
    exclude: Sequence[str] = (),
    workers: int | None = None,
    count_positions: bool = False,
    optimize: int | None = None,
) -> Check:
    """How deep each change goes: of two files or folders, or of the repository that the working directory lies in.

    Args:
        old: a file or a folder; None, as `new`, for what git says has changed.
        new: the same.
        revisions: `REV`, `A..B` or `A...B`, as `git diff` has them; HEAD against the working tree if None.
        paths: git's pathspecs, from the working directory: only what they name; everything if none.
        staged: compare the index in the place of the working tree.
        same: the gate: `tokens`, `ast`, `symbols` or `code`; that layer and every deeper one must be the same.
        allow: names of exemptions, such as `docstring-whitespace`.
        python: which interpreters: one spec or several, as `--python` takes them; the running one if none.
        exclude: globs of paths to leave out, as in .gitignore.
        workers: how many files are judged at once; as many as there are cores if None.
        count_positions: lines and columns count, too.
        optimize: the compiler's optimization level, 0 to 2; None for the interpreter's own.

    Raises:
        CutawayError: the question could not be answered; its message is one line. Trouble with a file is told in its
            verdict instead.
    """
    from .checks.checking import Asked, asked_rightly
    from .checks.checking import check as judge
    from .checks.comparing import two_sides  # nobody else needs git and threads

    asked = asked_rightly(Asked(same, _words(allow), count_positions, None, workers, optimize))
    sides = [None if side is None else os.fspath(side) for side in (old, new)]
    interpreters = session.chosen(_specs(python))
    with two_sides(
        *sides, revisions=revisions, staged=staged, exclude=_words(exclude), paths=_words(paths)
    ) as sides_open:
        report = judge(sides_open.changes, interpreters, asked, compared=sides_open.compared, tree=sides_open.tree)
        return Check(report._replace(notes=(*sides_open.notes(), *report.notes)))


def _words(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def target(text: str) -> targets.Source:
    """Read what `text` names in the command line's grammar: `path.py::Class.method`, `pkg.mod:name`, `REV:path`, ...

    Raises:
        TargetError: it is not there or cannot be read.
    """
    return targets.target(text)


def _question(
    layers: Sequence[str], call: str | None, optimize: int | None, timeout: float, memory: int, *, run: bool
) -> Question:
    asked = (layers,) if isinstance(layers, str) else tuple(layers)
    unknown = [layer for layer in asked if layer not in NAMES]
    if unknown:
        raise UsageError(f"{unknown[0]}: no such layer: they are {', '.join(NAMES)}")
    if call is not None and run:
        raise UsageError("call and run are two questions: give one of them")
    if RUN not in asked and (call is not None or run):
        raise UsageError("call and run are seen at the layer behavior: add it to layers")
    if optimize not in {None, 0, 1, 2}:
        raise UsageError(f"{optimize!r} is no level of optimization: they are 0, 1 and 2")
    ordered = tuple(layer for layer in NAMES if layer in asked)
    return Question(ordered, call, run, optimize, timeout, memory)


def _specs(python: str | os.PathLike[str] | Sequence[str]) -> tuple[str, ...]:
    if isinstance(python, (str, os.PathLike)):
        return (os.fspath(python),)
    return tuple(python)


def _is_live(thing: object) -> TypeGuard[live.Live]:
    return isinstance(thing, (types.FunctionType, types.MethodType, types.CodeType))


def _source(thing: object, label: str) -> targets.Source:
    if isinstance(thing, targets.Source):
        return thing
    if isinstance(thing, str):
        return targets.from_code(thing, label)
    if isinstance(thing, os.PathLike):
        path = Path(thing)
        return targets.Source(str(path), targets.read_file(path, str(path)), str(path), str(path))
    raise live.refuse_without_code(thing)


def _diff_here(things: Sequence[Thing], specs: Sequence[str], question: Question) -> Comparison:
    _refuse_other(specs, question)
    units = [_unit(thing) for thing in things]
    return session.compare_units(units, [_describe(thing) for thing in things], question)


def _unit(thing: Thing) -> Any:
    return live.live_unit(thing) if _is_live(thing) else session.unit_here(_source(thing, "source"))


def _describe(thing: Thing) -> dict[str, Any]:
    return live.describe(thing) if _is_live(thing) else _source(thing, "source").to_json()


def _refuse_other(specs: Sequence[str], question: Question) -> None:
    if specs:
        raise UsageError("a live object is of the interpreter that runs: leave python out")
    if question.call is not None or question.run or question.why:
        raise UsageError("a live object takes no call: name its file with cutaway.target")
    if question.optimize is not None:
        raise UsageError("a live object is compiled already: leave optimize out")
