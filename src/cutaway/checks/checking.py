"""The road of a check: changes and interpreters -> a verdict a file, in order, while workers go on -> the whole answer.

Knows what is asked of a probe for which pair, and that trouble of one file costs that file's line. Does not know git,
how a probe decides, nor how the answer is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..errors import CutawayError, UsageError
from ..interpreters.interpreter import Interpreter
from ..interpreters.probing import Probe
from ..layers import COMPILED
from .changes import Change, TreeFile, source
from .control import Controls, Planted
from .details import details, kinds_that_changed
from .exemptions import EXEMPTIONS
from .gate import GATES, ONE_SIDED, deepest, gate
from .verdicts import Control, FileVerdict, FunctionChange, KindChange, Report
from .workers import Crew, Probes, Unanswered, cores

_SYNTAX = frozenset({"SyntaxError", "IndentationError", "TabError"})

RUNS = frozenset(COMPILED)
"""The layers that hold what runs."""

Tree = Callable[[], Iterable[TreeFile]]


class Asked(NamedTuple):
    """What is asked of each change.

    `same` is the gate's layer, None for none; `allow` names exemptions; `depth` is `graded` (the deepest layer that
    differs), `code` (only whether what runs differs), or None for what the gate needs. `workers` is a number of
    probes an interpreter, None for one a core; `optimize` the compiler's level. `control` makes the positive control.
    """

    same: str | None = None
    allow: tuple[str, ...] = ()
    count_positions: bool = False
    depth: str | None = None
    workers: int | None = None
    optimize: int | None = None
    control: bool = True
    use_cache: bool = True

    @property
    def depth_needed(self) -> str:
        """How exactly a depth must be known: a gate at `code` needs no more than whether what runs differs."""
        return self.depth or ("code" if self.same == "code" else "graded")

    def to_json(self) -> dict[str, Any]:
        """What decides the answer, as the JSON document has it."""
        return {
            "same": self.same,
            "allow": list(self.allow),
            "count_positions": self.count_positions,
            "depth": self.depth_needed,
            "optimize": self.optimize,
        }


def asked_rightly(asked: Asked) -> Asked:
    """The same question. Raises UsageError where it names a layer, an exemption or a number that there is not."""
    if asked.same is not None and asked.same not in GATES:
        raise UsageError(f"{asked.same}: no gate: they are {', '.join(GATES)}")
    unknown = [name for name in asked.allow if name not in EXEMPTIONS]
    if unknown:
        raise UsageError(f"{unknown[0]}: no such exemption: they are {', '.join(EXEMPTIONS)}")
    if asked.workers is not None and asked.workers < 1:
        raise UsageError(f"{asked.workers} is no number of workers: at least 1")
    if asked.optimize not in {None, 0, 1, 2}:
        raise UsageError(f"{asked.optimize!r} is no level of optimization: they are 0, 1 and 2")
    return asked


PLAINLY = Asked()
"""No gate, no exemptions, exact depths."""


class Pair(NamedTuple):
    """A change with the contents of both sides."""

    change: Change
    before: bytes
    after: bytes


class _Reading(NamedTuple):
    """What one interpreter says of a pair."""

    deepest: str | None = None
    positions_moved: bool = False
    functions: tuple[FunctionChange, ...] = ()
    allowed: tuple[str, ...] = ()
    error: str | None = None
    is_python: bool = True


class _NotPython(Unanswered):
    """Neither side is Python of that version."""


def check(
    changes: Iterable[Change],
    interpreters: Sequence[Interpreter],
    asked: Asked = PLAINLY,
    *,
    compared: dict[str, Any] | None = None,
    tree: Tree | None = None,
    seen: Callable[[FileVerdict], object] = lambda verdict: None,
) -> Report:
    """Judge every change, and the whole.

    Args:
        changes: the files that differ, read one at a time.
        interpreters: those to ask; a change is the same only where it is on each.
        asked: what is asked of each.
        compared: what is compared with what, as the answer's `asked` has it.
        tree: all files of the new side, for the calls of functions whose kind changed; None to look for none.
        seen: told each verdict as it comes, in order.

    Raises:
        CutawayError: the changes could not be listed, or an interpreter could not be asked at all.
    """
    with _Checking(interpreters, asked) as checking:
        files = []
        for verdict in checking.verdicts(changes):
            files.append(verdict)
            seen(verdict)
        boundary, notes = _boundary(list(_kind_changes(files)), tree, interpreters[-1], asked)
        return Report(
            asked={**(compared or {}), **asked.to_json()},
            pythons=tuple(interpreter.to_json() for interpreter in interpreters),
            files=tuple(files),
            boundary=boundary,
            gate=None if asked.same is None else gate(files, asked.same, asked.allow),
            control=checking.control() if asked.control else None,
            notes=notes,
        )


def verdicts(
    changes: Iterable[Change], interpreters: Sequence[Interpreter], asked: Asked = PLAINLY
) -> Iterator[FileVerdict]:
    """The verdict of each change, in order, while workers go on with the next ones; raises as `check` does."""
    with _Checking(interpreters, asked) as checking:
        yield from checking.verdicts(changes)


class _Checking:
    """Workers with the question that they ask."""

    def __init__(self, interpreters: Sequence[Interpreter], asked: Asked) -> None:
        self._interpreters = interpreters
        self._asked = asked
        self._controls = Controls()
        workers = cores() if asked.workers is None else asked.workers
        self._crew: Crew[Pair | FileVerdict, FileVerdict] = Crew(
            self._judged,
            workers,
            at_once=lambda job: job if isinstance(job, FileVerdict) else None,
            use_cache=asked.use_cache,
        )

    def __enter__(self) -> _Checking:
        return self

    def __exit__(self, *_: object) -> None:
        self._crew.__exit__()

    def verdicts(self, changes: Iterable[Change]) -> Iterator[FileVerdict]:
        """The verdict of each change, in order."""
        return self._crew.answers(map(self._read, changes))

    def control(self) -> Control | None:
        """Ask the same workers the same of a change that must be noticed."""
        found = self._controls.noticed(self._notices)
        if found is None:
            return None
        made, noticed = found
        return Control(made.path, made.line, made.token_before, made.token_after, noticed)

    def _notices(self, made: Planted) -> bool | None:
        """Whether every interpreter says that what runs has changed; None where one could not say."""
        change = Change(made.path, None, "modified", None, None)
        verdict = self._crew.one(Pair(change, made.before, made.after))
        answers = verdict.by_python.values()
        if verdict.error is not None or not answers:
            return None
        return all(layer in RUNS for layer in answers)

    def _read(self, change: Change) -> Pair | FileVerdict:
        """A change with its contents, or the verdict that needs no probe: of equal bytes, or of what one side lacks."""
        verdict = FileVerdict(change.path, change.status, change.old_path)
        if change.passed_over is not None or change.error is not None:
            return verdict._replace(passed_over=change.passed_over, error=change.error)
        if change.identical or change.status in ONE_SIDED or change.before is None or change.after is None:
            return verdict
        try:
            before, after = change.before(), change.after()
        except CutawayError as error:
            return verdict._replace(error=str(error))
        if self._asked.control:
            self._controls.offer(change.path, after)
        # A file that was renamed and not changed keeps that status.
        return verdict if before == after else Pair(change, before, after)

    def _judged(self, probes: Probes, job: Pair | FileVerdict) -> FileVerdict:
        assert isinstance(job, Pair)
        readings = [_read_on(probes, interpreter, job, self._asked) for interpreter in self._interpreters]
        told = list(zip(self._interpreters, readings, strict=True))
        # What is Python nowhere is trouble; of one version more or less, that says which versions it is written for.
        not_python = () if all(one.error for one in readings) else [one for one in told if not one[1].is_python]
        change = job.change
        return FileVerdict(
            change.path,
            change.status,
            change.old_path,
            deepest=deepest(reading.deepest for reading in readings),
            positions_moved=any(reading.positions_moved for reading in readings),
            functions=_united(readings),
            by_python={one.version: reading.deepest for one, reading in told if reading.error is None},
            allowed=tuple(dict.fromkeys(name for reading in readings for name in reading.allowed)),
            error=_trouble([one for one in told if one not in not_python]),
            not_python=tuple(interpreter.version for interpreter, _ in not_python),
        )


def _read_on(probes: Probes, interpreter: Interpreter, pair: Pair, asked: Asked) -> _Reading:
    try:
        answer = _answer(probes, interpreter, pair, asked)
    except Unanswered as trouble:
        return _Reading(error=str(trouble), is_python=not isinstance(trouble, _NotPython))
    reading = _Reading(answer["deepest"], answer["positions_moved"], allowed=tuple(answer["allowed"]))
    return reading if answer["details"] is None else _detailed(reading, interpreter, answer["details"], asked)


def _answer(probes: Probes, interpreter: Interpreter, pair: Pair, asked: Asked) -> dict[str, Any]:
    """The answer of op `pair`. Raises Unanswered where a side does not compile, too."""
    before, after = _sources(pair)
    answer = probes.ask(
        interpreter,
        {
            "op": "pair",
            "before": before,
            "after": after,
            "depth": asked.depth_needed,
            "named": True,
            "allow": list(asked.allow),
            "count_positions": asked.count_positions,
            "optimize": asked.optimize,
        },
    )
    if error := answer.get("error"):
        is_syntax = error["side"] == "both" and error["type"] in _SYNTAX
        raise (_NotPython if is_syntax else Unanswered)(_told(error))
    return answer


def _detailed(reading: _Reading, interpreter: Interpreter, answer: Mapping[str, Any], asked: Asked) -> _Reading:
    """The same with the definitions that changed; where only what runs was asked, with the layer that differs, too."""
    found = details(interpreter.to_json(), answer, asked.allow)
    exact = found.deepest if asked.depth_needed == "code" else None
    return reading._replace(functions=found.functions, deepest=exact or reading.deepest)


def _sources(pair: Pair) -> list[dict[str, Any]]:
    """Both sides under the path of the new one: a name is no difference."""
    contents = (pair.before, pair.after)
    return [source(pair.change.path, content) for content in contents]


def _told(error: dict[str, Any]) -> str:
    place = "" if error.get("line") is None else f"line {error['line']}: "
    sides = {
        "before": "the side before does not compile",
        "after": "the side after does not compile",
        "both": "neither side compiles",
    }
    return f"{sides[error['side']]}: {place}{error['type']}: {error['message']}"


def _united(readings: Sequence[_Reading]) -> tuple[FunctionChange, ...]:
    """Every definition that changed on any interpreter, as the first of them tells it; a docstring if all say so."""
    found: dict[str, FunctionChange] = {}
    for reading in readings:
        for function in reading.functions:
            known = found.setdefault(function.qualname, function)
            if known.field == "__doc__" != function.field:
                found[function.qualname] = function
    return tuple(found.values())


def _trouble(told: Sequence[tuple[Interpreter, _Reading]]) -> str | None:
    """The trouble of each interpreter in one line; said once where it is the same on all."""
    troubles = {one.label: reading.error for one, reading in told if reading.error is not None}
    if not troubles:
        return None
    if len(set(troubles.values())) == 1 and len(troubles) == len(told):
        return next(iter(troubles.values()))
    return "; ".join(f"{label}: {trouble}" for label, trouble in troubles.items())


def _boundary(
    changes: Sequence[KindChange], tree: Tree | None, interpreter: Interpreter, asked: Asked
) -> tuple[tuple[KindChange, ...], tuple[str, ...]]:
    """The functions of another kind with their calls, which one interpreter looks for: the newest knows most syntax."""
    if tree is None or not changes:
        return tuple(changes), ()
    from .boundary import boundary  # few changes reach it

    with Probe(interpreter, use_cache=asked.use_cache) as probe:
        found = boundary(changes, tree, probe.ask)
    return found.kinds, found.notes


def _kind_changes(files: Iterable[FileVerdict]) -> Iterator[KindChange]:
    """The functions of another kind now, file by file, their calls not looked for yet."""
    for file in files:
        for function in kinds_that_changed(file.functions):
            yield KindChange(file.path, function.qualname, function.kind_before or "", function.kind_after or "")
