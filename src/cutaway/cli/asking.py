"""From arguments to an answer written: what `show`, `diff` and `async` have in common.

Knows in which order things must start to be quick: the probe first, then what reads its answer.
Does not know what the commands ask.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..errors import UsageError
from ..targets import Source, as_source, from_code, target
from .options import BUDGET, CODE_MARK, layers_asked, refuse_without_run, refuse_without_why
from .output import Destination, destination, tell

if TYPE_CHECKING:
    from ..compare.comparison import Comparison, InterpreterComparison, InterpreterShowing
    from ..session import Question, Subjects

Answer = TypeVar("Answer")

LABEL_WIDTH = 40
"""Characters of a `-c CODE` that stand in a heading."""


class Request(NamedTuple):
    """The options of a command that asks about targets, as they were parsed."""

    targets: tuple[str, ...]
    pythons: Sequence[str]
    no_cache: bool
    layers: Sequence[str]
    optimize: int | None
    call: str | None
    run: bool
    timeout: float
    memory: int
    show_caches: bool
    show_offsets: bool
    show_positions: bool
    form: str
    output: str | None
    color: str
    context: int = 3
    full: bool = False
    why: bool = False
    show_trials: bool = False
    trial: int | None = None
    budget: int | None = None
    yes: bool = False

    def destination(self) -> Destination:
        """Where the answer goes; checked before anything is asked."""
        files = tuple(text.partition("::")[0] for text in self.targets if not text.startswith(CODE_MARK))
        return destination(self.output, self.color, files)

    def sources(self) -> list[Source]:
        """The targets, read. Raises TargetError; UsageError where standard input is named twice."""
        return read_targets(self.targets)

    @property
    def context_shown(self) -> dict[str, Any]:
        """How much of what is the same a comparison shows."""
        return {"context": self.context, "full": self.full, "show_trials": self.show_trials}

    def question(self) -> Question:
        """What is asked of each interpreter."""
        from ..layers.difference import Options
        from ..session import Question

        self._refuse_misfits()
        question = Question(
            layers_asked(self.layers, self.call, run=self.run),
            self.call and as_source(self.call),
            self.run,
            self.optimize,
            self.timeout,
            self.memory,
            Options(self.show_caches, self.show_offsets, self.show_positions),
        )
        if not self.why:
            return question
        return question._replace(why=True, budget=self.budget or BUDGET, show_trial=self.trial)

    def _refuse_misfits(self) -> None:
        if self.why:
            refuse_without_run(self.call, run=self.run)
        else:
            refuse_without_why(show_trials=self.show_trials, trial=self.trial, budget=self.budget, yes=self.yes)

    def subjects(self, sources: Sequence[Source]) -> Subjects:
        """The interpreters to ask, their probes started; what a reader should know of the choice goes to stderr."""
        from ..interpreters import host_note
        from ..session import subjects_for

        subjects = subjects_for(sources, self.pythons, use_cache=not self.no_cache)
        subjects.start()
        notes = [one.note for one in subjects.interpreters] if self.pythons else [host_note()]
        for note in notes:
            if note is not None:
                tell(f"note: {note}")
        return subjects


def answered(request: Request, subjects: Subjects, ask: Callable[[], Answer]) -> Answer:
    """Ask, with progress on stderr where it takes longer than a second."""
    from .progress import telling

    if len(subjects.interpreters) == 1:
        subjects.meanwhile = partial(_get_ready, request)
    else:
        _get_ready(request)  # while the first ones start
    several = f"{len(subjects.interpreters)} interpreters"
    with subjects, telling(f"asking {several if len(subjects.interpreters) > 1 else 'one interpreter'}") as told:
        if not request.why:
            return ask()
        from .experiments import watched

        with watched(subjects, told, may_ask=request.run and not request.yes):
            return ask()


def _get_ready(request: Request) -> None:
    """Import what comes after the answer, while the probe works on it."""
    from ..layers import STATIC, layer
    from ..report import get_ready

    get_ready(request.form, color=request.destination().color, why=request.why)
    for name in STATIC:
        if not request.layers or name in request.layers:
            layer(name)
    collect_again()


def collect_again() -> None:
    """Turn on the garbage collector, which `__main__` turned off; what was imported until now stays, unvisited."""
    gc.freeze()
    gc.enable()


def tell_troubles(entries: Sequence[InterpreterComparison] | Sequence[InterpreterShowing]) -> None:
    """One line on stderr where an interpreter gave no answer: status 2 must not come without a reason."""
    troubles = list(dict.fromkeys(one.trouble for one in entries if one.trouble is not None))
    if troubles:
        more = f" (and {len(troubles) - 1} more, see the report)" if len(troubles) > 1 else ""
        tell(f"{troubles[0]}{more}")


def tell_uncompared(comparison: Comparison, gate: str | None = None) -> None:
    """One line on stderr where what was asked for could not be compared on some interpreter."""
    from ..compare.gates import uncompared

    if missing := next(filter(None, (uncompared(one, gate) for one in comparison.comparisons)), None):
        tell(missing)


def tell_untried(comparison: Comparison, request: Request) -> bool:
    """One line on stderr where the hybrid that was to be shown does not exist; whether that is so."""
    if request.trial is None:
        return False
    from .experiments import untried

    missing = untried(comparison, request.trial)
    if missing is not None:
        tell(missing)
    return missing is not None


def shortened(code: str) -> str:
    """A piece of code as the label of its side: its first line, as far as it fits."""
    first, newline, _ = code.partition("\n")
    return first if not newline and len(first) <= LABEL_WIDTH else f"{first[:LABEL_WIDTH]}..."


def read_targets(texts: Sequence[str]) -> list[Source]:
    """The targets, read. Raises TargetError; UsageError where standard input is named twice."""
    if sum(text == "-" or text.startswith("-::") for text in texts) > 1:
        raise UsageError("standard input can be read once: name it for one side only")
    return [_read(text) for text in texts]


def _read(text: str) -> Source:
    if text.startswith(CODE_MARK):
        code = as_source(text.removeprefix(CODE_MARK))
        return from_code(code, f"-c {shortened(code)!r}")
    return target(text)
