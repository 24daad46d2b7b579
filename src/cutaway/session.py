"""The one road: sources and interpreters -> captures -> comparison. The API and the command line call this.

Knows which interpreter is asked what, and that a trouble of one of several costs only that one.
Does not know what a layer holds, nor how an answer is shown.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from functools import partial
from threading import TIMEOUT_MAX, Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .compare.captures import TOLD_EARLIER, Captured, compare_captures, list_capture
from .compare.comparison import Comparison, InterpreterComparison, InterpreterShowing, Showing, Target
from .errors import CutawayError, InterpreterError, ProbeError, TargetError, UsageError
from .interpreters import ahead
from .interpreters.interpreter import Interpreter, host, usable
from .interpreters.probing import ERRORS, Probe
from .layers import COMPILED, NAMES, RUN, STATIC
from .layers.difference import Options
from .targets import Source, import_root

if TYPE_CHECKING:
    from .compare.verdicts import Why

STATIC_TIMEOUT = 120.0
"""Seconds that reading the layers of one pair may take in one interpreter."""

BUDGET = 1000
"""Hybrids that may be run on each interpreter to find out why, if nothing else is said."""

Answer = TypeVar("Answer")


class Question(NamedTuple):
    """What is asked of each interpreter.

    `call` is an expression in which `target` is each side's definition, `run` executes the module; without one of them
    nothing of the user's runs. `timeout` is in seconds, `memory` in bytes: the limits of each run. `optimize` is the
    compiler's level, None for the interpreter's own. `why` asks which difference causes which behavior, with at most
    `budget` hybrids run on each interpreter; `show_trial` is the number of one of them to be shown and run again.
    """

    layers: tuple[str, ...] = NAMES
    call: str | None = None
    run: bool = False
    optimize: int | None = None
    timeout: float = 10.0
    memory: int = 1 << 30
    options: Options = Options()
    why: bool = False
    budget: int = BUDGET
    show_trial: int | None = None

    @property
    def static(self) -> list[str]:
        """The layers to be read without running anything: those asked for, and what an experiment starts from."""
        needed = COMPILED if self.why else ()
        return [layer for layer in STATIC if layer in self.layers or layer in needed]

    @property
    def runs(self) -> bool:
        """Is anything of the user's to be run?"""
        return RUN in self.layers and (self.call is not None or self.run)

    def to_json(self) -> dict[str, Any]:
        """What decides the answer, as the JSON document has it."""
        asked = {"layers": list(self.layers), "call": self.call, "run": self.run, "optimize": self.optimize}
        return {**asked, "why": True, "budget": self.budget} if self.why else asked


class Subjects:
    """The interpreters that are asked, oldest first, with their probes kept alive until `close`.

    `meanwhile` is done once a request is sent, while the interpreter works on it. `progress` is told what goes on, how
    much of it is done and how much it may come to. `before_trials` is asked on each interpreter, before its first
    hybrid, whether so many runs are allowed; where it says no, nothing is tried.
    """

    def __init__(self, interpreters: tuple[Interpreter, ...], use_cache: bool = True) -> None:
        self.interpreters = interpreters
        self.use_cache = use_cache
        self.probes: dict[str, Probe] = {}
        self.meanwhile: Callable[[], object] | None = None
        self.progress: Callable[[str, int, int], None] | None = None
        self.before_trials: Callable[[int], bool] | None = None

    def __enter__(self) -> Subjects:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def probe(self, interpreter: Interpreter) -> Probe:
        """The probe of an interpreter, started if need be."""
        if interpreter.executable not in self.probes:
            self.probes[interpreter.executable] = ahead.take(interpreter, use_cache=self.use_cache)
        return self.probes[interpreter.executable]

    def start(self) -> None:
        """Start the probes that are asked first, so that they load while the caller does; the others in their turn."""
        from .interpreters.parallel import AT_ONCE

        for interpreter in self.interpreters[:AT_ONCE]:
            self.probe(interpreter).start()

    def close(self) -> None:
        """End every probe."""
        for probe in self.probes.values():
            probe.close()


def compare(before: Source, after: Source, subjects: Subjects, question: Question) -> Comparison:
    """Compare two sources on every interpreter of `subjects`.

    Raises:
        CutawayError: no interpreter could answer; of several, the trouble of one is told in its entry.
    """
    _refuse_misfits(question, before, after)
    running = Lock()

    def on_one(interpreter: Interpreter) -> InterpreterComparison:
        captures = _capture(subjects, interpreter, [before, after], question)
        why = _unexplained(captures) if question.why else None
        if question.runs and all(captured.error is None for captured in captures):
            with running:
                captures = _behave(interpreter, [before, after], captures, question)
                if question.why:
                    why = _explain(interpreter, [before, after], captures, question, subjects)
        return compare_captures(captures[0], captures[1], question.layers)._replace(why=why)

    def in_trouble(interpreter: Interpreter, trouble: str) -> InterpreterComparison:
        return InterpreterComparison(interpreter.to_json(), interpreter.to_json(), trouble=trouble)

    answers = _ask_each(subjects.interpreters, on_one, in_trouble)
    return Comparison(before.to_json(), after.to_json(), tuple(answers), question.to_json())


def show(source: Source, subjects: Subjects, question: Question) -> Showing:
    """Every layer of one source on every interpreter of `subjects`. Raises CutawayError as `compare` does."""
    _refuse_misfits(question, source)
    running = Lock()

    def on_one(interpreter: Interpreter) -> InterpreterShowing:
        captures = _capture(subjects, interpreter, [source], question)
        if question.runs and captures[0].error is None:
            with running:
                captures = _behave(interpreter, [source], captures, question)
        return list_capture(captures[0], question.layers)

    def in_trouble(interpreter: Interpreter, trouble: str) -> InterpreterShowing:
        return InterpreterShowing(interpreter.to_json(), trouble=trouble)

    answers = _ask_each(subjects.interpreters, on_one, in_trouble)
    return Showing(source.to_json(), tuple(answers), question.to_json())


def compare_units(units: Sequence[Any], described: Sequence[Target], question: Question) -> Comparison:
    """Compare two units of this very process: live objects have no source that another could be sent."""
    before, after = _capture_here(units, question)
    compared = compare_captures(before, after, question.layers)
    return Comparison(described[0], described[1], (compared,), question.to_json())


def show_units(units: Sequence[Any], described: Sequence[Target], question: Question) -> Showing:
    """Every layer of one unit of this very process."""
    (captured,) = _capture_here(units, question)
    return Showing(described[0], (list_capture(captured, question.layers),), question.to_json())


def unit_here(source: Source) -> Any:
    """A source as a unit of this very process, to be compared with a live object."""
    from .probe.capture import unit_of

    return _told_here(lambda: unit_of(source.request(), -1))


def _capture_here(units: Sequence[Any], question: Question) -> list[Captured]:
    from .probe.capture import capture_units

    answer = _told_here(lambda: capture_units(units, question.static))
    python = host().to_json()
    return [Captured(python, capture, options=question.options) for capture in answer["captures"]]


def _told_here(read: Callable[[], Answer]) -> Answer:
    from .probe.trouble import Trouble

    try:
        return read()
    except Trouble as trouble:
        raise ERRORS[trouble.slug](str(trouble)) from None
    except (MemoryError, RecursionError):
        raise ProbeError("too large or too deeply nested to be read in this process") from None


def subjects_for(sources: Sequence[Source], specs: Sequence[str], *, use_cache: bool = True) -> Subjects:
    """The interpreters to ask: those that `specs` name, or the one that can read a `.pyc` among `sources`.

    Raises:
        InterpreterError: a spec names none, or one that cannot read the `.pyc`.
    """
    asked = chosen(specs, use_cache=use_cache)
    magics = {source.magic: source for source in sources if source.magic is not None}
    if not magics:
        return Subjects(tuple(asked), use_cache)
    if len(magics) > 1:
        labels = " and ".join(source.label for source in magics.values())
        raise InterpreterError(f"{labels}: two .pyc files of different interpreters have no common one")
    magic, source = next(iter(magics.items()))
    readers = [interpreter for interpreter in asked if interpreter.magic == magic]
    if readers:
        return Subjects(tuple(readers), use_cache)
    return Subjects((_reader_of(source, magic, explicit=bool(specs), use_cache=use_cache),), use_cache)


def chosen(specs: Sequence[str], *, use_cache: bool = True) -> Sequence[Interpreter]:
    """The interpreters that `specs` name, the running one if none. Raises InterpreterError."""
    if not specs:
        return [usable(host())]
    from .interpreters.selection import select  # who asks the host need not search

    return select(specs, use_cache=use_cache)


def _reader_of(source: Source, magic: str, *, explicit: bool, use_cache: bool) -> Interpreter:
    if len(magic) < len("a70d0d0a"):
        raise TargetError(f"{source.label}: a truncated .pyc: shorter than its magic number")
    from .interpreters.discovery import discover

    able = [one for one in discover(use_cache=use_cache) if one.magic == magic]
    if not able:
        raise InterpreterError(
            f"{source.label}: not a .pyc of any interpreter found (magic number {magic}): `cutaway pythons` lists them"
        )
    if explicit:
        raise InterpreterError(f"{source.label}: only {able[0].label} can read it: use --python {able[0].version}")
    return able[0]


def _refuse_misfits(question: Question, *sources: Source) -> None:
    """Refuse what a `.pyc` cannot have, and runs that cannot be made."""
    for source in sources:
        if source.kind == "pyc" and question.optimize is not None:
            raise UsageError(f"{source.label}: a .pyc is compiled already: leave out --optimize")
    if question.why:
        _refuse_why(question, *sources)
    if question.runs:
        _refuse_runs(question, *sources)


def _refuse_why(question: Question, *sources: Source) -> None:
    for source in sources:
        if source.kind == "pyc":
            raise UsageError(f"{source.label}: a .pyc is read, not run: leave out --why")
    if question.call is None and not question.run:
        raise UsageError("--why needs --call EXPR or --run: behavior is explained by running it")
    if RUN not in question.layers:
        raise UsageError("--why explains the layer behavior: add --layer behavior")
    if question.budget < 1:
        raise UsageError(f"{question.budget} is no number of hybrids that can be run: at least 1")


def _refuse_runs(question: Question, *sources: Source) -> None:
    if not 0 < question.timeout <= TIMEOUT_MAX:
        raise UsageError(f"{question.timeout:g} is no number of seconds that a run can be given")
    for source in sources:
        if source.kind == "pyc":
            raise UsageError(f"{source.label}: a .pyc is read, not run: leave out --call and --run")
        if question.call is not None and source.qualname is None and source.line is None:
            raise UsageError(f"{source.label}: --call needs a function (name one with ::), or use --run for the file")


def _capture(
    subjects: Subjects, interpreter: Interpreter, sources: Sequence[Source], question: Question
) -> list[Captured]:
    request = {
        "op": "capture",
        "sources": [source.request() for source in sources],
        "layers": question.static,
        "optimize": question.optimize,
    }
    answer = subjects.probe(interpreter).ask(request, STATIC_TIMEOUT, subjects.meanwhile)
    python = interpreter.to_json()
    return [Captured(python, capture, options=question.options) for capture in answer["captures"]]


def _behave(
    interpreter: Interpreter, sources: Sequence[Source], captures: Sequence[Captured], question: Question
) -> list[Captured]:
    """The captures with what running each side gave. One pair runs at a time, so that side effects do not collide."""
    from .interpreters.behaving import observe  # only a question that runs something pays for it

    sides = [_run_request(source, captured, question) for source, captured in zip(sources, captures, strict=True)]
    observed = observe(interpreter.executable, sides, timeout=question.timeout, memory=question.memory)
    return [captured._replace(behavior=facts) for captured, facts in zip(captures, observed, strict=True)]


def _unexplained(captures: Sequence[Captured]) -> Why | None:
    """The answer where a side does not compile, so that nothing could run."""
    from .compare.verdicts import Why

    broken = [side for side, captured in zip(TOLD_EARLIER, captures, strict=True) if captured.error is not None]
    words = "neither side compiles" if len(broken) == len(captures) else "".join(TOLD_EARLIER[side] for side in broken)
    return Why(trouble=f"{words}: there is nothing to run") if broken else None


def _explain(
    interpreter: Interpreter,
    sources: Sequence[Source],
    captures: Sequence[Captured],
    question: Question,
    subjects: Subjects,
) -> Why:
    """Which difference causes which behavior on one interpreter."""
    from .inquiry import Inquiry, answer  # only a question that asks why pays for it

    what = f"why on {interpreter.label}"
    progress = subjects.progress
    inquiry = Inquiry(
        interpreter.executable,
        (captures[0], captures[1]),
        [_run_request(source, captured, question) for source, captured in zip(sources, captures, strict=True)],
        question.timeout,
        question.memory,
        question.budget,
        None if progress is None else partial(progress, what),
        subjects.before_trials,
        question.show_trial,
    )
    return answer(inquiry)


def _run_request(source: Source, captured: Captured, question: Question) -> dict[str, Any]:
    edited = captured.capture["edited"]
    target = captured.capture["target"]
    root, module = (None, None) if source.path is None else import_root(source.path)
    return {
        "content": edited or base64.b64encode(source.content).decode("ascii"),
        "filename": source.filename if source.path is None else str(source.path.absolute()),
        "module": module,
        "root": None if root is None else str(root),
        "package": source.path is not None and source.path.stem == "__init__",
        "qualname": target["qualname"],
        # A whole file has no definition to look for, though it begins at a line.
        "line": None if target["qualname"] is None else target["line"],
        "revision": source.revision,
        "call": question.call,
        "run": question.run,
        "optimize": question.optimize,
        # A hybrid may raise where neither side does: its places are counted by these statements.
        "statements": question.why,
    }


def _ask_each(
    interpreters: Sequence[Interpreter],
    ask: Callable[[Interpreter], Answer],
    in_trouble: Callable[[Interpreter, str], Answer],
) -> list[Answer]:
    """Ask every interpreter, several at once; raise only where none could answer for one and the same reason."""
    if len(interpreters) == 1:
        return [ask(interpreters[0])]
    from .interpreters import parallel  # one interpreter, the common case, needs no threads

    outcomes = parallel.each(ask, interpreters)
    for outcome in outcomes:
        if isinstance(outcome, Exception) and not isinstance(outcome, CutawayError):
            raise outcome
    reasons = {str(outcome) if isinstance(outcome, CutawayError) else None for outcome in outcomes}
    if len(reasons) == 1 and isinstance(outcomes[0], CutawayError):
        raise outcomes[0]
    return [
        in_trouble(interpreter, str(outcome)) if isinstance(outcome, Exception) else outcome
        for interpreter, outcome in zip(interpreters, outcomes, strict=True)
    ]
