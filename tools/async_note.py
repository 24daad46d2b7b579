"""Write docs/notes/async.md: the road of `async` through CPython, measured on 3.8 to 3.15.

Run `python tools/async_note.py` where all eight interpreters are found; with `-` it prints the page instead. Knows how
answers are drawn and how each statement of the founding note is decided. Does not know the prose, which stands in
`async_note.template.md`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import cutaway
from cutaway.causes.since import causes_since
from cutaway.compare.comparison import InterpreterComparison
from cutaway.compare.verdicts import Trial, Verdict, Why
from cutaway.compare.versions import name_of, when
from cutaway.layers import NAMES
from cutaway.layers.difference import Change, Line, Row

ROOT = Path(__file__).parents[1]
TEMPLATE = Path(__file__).with_name("async_note.template.md")
PAGE = ROOT / "docs" / "notes" / "async.md"
TARGET = ROOT / "examples" / "hello.py"
CALL = "target()"
WIDTH = 34

Answers = Sequence[InterpreterComparison]


def page() -> str:
    """The whole page, as measured on the interpreters that are found."""
    answers = asked()
    drawn = {name: draw(answers) for name, draw in DRAWINGS.items()}
    return re.sub(r"\{\{(\w+)\}\}", lambda place: drawn[place[1]], TEMPLATE.read_text(encoding="utf-8"))


def asked() -> Answers:
    """The founding pair and why, on every interpreter."""
    target = cutaway.target(f"{TARGET}::hello_world")
    answers = cutaway.insert_async(target, python="all", call=CALL, why=True).comparisons
    for one in answers:
        if one.trouble or one.why is None or one.why.trouble:
            raise SystemExit(f"{name_of(one)}: {one.trouble or (one.why and one.why.trouble)}")
    return answers


# -- small pieces -----------------------------------------------------------------------------------------------------


def minor(one: InterpreterComparison) -> str:
    """`3.12`: patch releases would make the page another on each machine."""
    return ".".join(name_of(one).split(".")[:2])


def minors(answers: Answers) -> list[str]:
    """The versions of several answers, without patch releases."""
    return [minor(one) for one in answers]


def why_of(one: InterpreterComparison) -> Why:
    """What the experiments showed."""
    assert one.why is not None
    return one.why


def changes(one: InterpreterComparison, *layers: str) -> list[Change]:
    """The changes in some layers."""
    return [change for layer in one.layers if layer.layer in layers for change in layer.changes]


def change_of(one: InterpreterComparison, channel: str) -> Change:
    """What differs in a channel."""
    (found,) = (change for change in changes(one, "behavior") if change.name == channel)
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def fenced(text: str, language: str = "") -> str:
    """A block as it stands."""
    return f"```{language}\n{text}\n```"


def words_of(line: Line | None) -> str:
    """A line without its roles."""
    return "" if line is None else "".join(span.text for span in line)


def by_answer(answers: Answers, tell: Callable[[InterpreterComparison], str]) -> list[tuple[str, list[str]]]:
    """What is told, with the neighboring versions of which it is told."""
    runs = groupby(answers, key=tell)
    return [(told, minors(list(run))) for told, run in runs]


def told_by_version(answers: Answers, tell: Callable[[InterpreterComparison], str]) -> str:
    """One answer if all agree, else each with its versions."""
    runs = by_answer(answers, tell)
    if len(runs) == 1:
        return runs[0][0]
    return "; ".join(f"{when(versions, minors(answers))}: {told}" for told, versions in runs)


# -- drawings ---------------------------------------------------------------------------------------------------------


def draw_versions(answers: Answers) -> str:
    """Which interpreters were asked."""
    first, *_, last = minors(answers)
    return f"CPython {first} to {last} ({', '.join(name_of(one) for one in answers)})"


def draw_sources(_: Answers) -> str:
    """Both texts."""
    text = TARGET.read_text(encoding="utf-8").rstrip()
    return fenced(f"{text}\n\n\nasync {text}", "python")


def draw_seen(answers: Answers) -> str:
    """What a call of each shows."""
    titles = {
        "returns": "the call returns",
        "output": "it prints",
        "warns": "it warns",
        "introspection": "`inspect` says",
    }
    rows = []
    for channel, title in titles.items():
        sides = [
            told_by_version(answers, lambda one, side=side, channel=channel: _shown(change_of(one, channel), side))
            for side in ("before", "after")
        ]
        rows.append([title, *sides])
    return table(["", "plain", "behind `async`"], rows) + f"\n\n{_everywhere(answers)}"


def _shown(change: Change, side: str) -> str:
    told = getattr(change, side)
    return "nothing" if told is None else f"`{told}`"


def _everywhere(answers: Answers) -> str:
    same = len(by_answer(answers, lambda one: str([_outline(change) for change in changes(one, "behavior")]))) == 1
    return "That is so on every version tried." if same else "The words differ from version to version as told."


def _outline(change: Change) -> tuple[str, object, object]:
    return change.name, change.before, change.after


def draw_eventually(answers: Answers) -> str:
    """What the coroutine does when it is awaited."""
    return f"it {told_by_version(answers, lambda one: str(change_of(one, 'eventually').after))}."


def draw_layers(answers: Answers) -> str:
    """Which layers differ on which version."""
    signs = {True: "=", False: "≠", None: "not compared"}
    rows = []
    for name in NAMES:
        found = [one.layer(name) for one in answers]
        rows.append([name, *(signs[layer.same] if layer else "" for layer in found)])
    return table(["layer", *minors(answers)], rows)


def draw_tree(answers: Answers) -> str:
    """Tokens and tree, side by side."""
    newest = answers[-1]
    tokens = _side_by_side(_rows(newest, "tokens"), shown=4)
    tree = _side_by_side(_rows(newest, "ast"))
    return f"{fenced(tokens)}\n\n{fenced(tree)}\n\n(as {name_of(newest)} has it)"


def _rows(one: InterpreterComparison, layer: str) -> list[Row]:
    found = one.layer(layer)
    assert found is not None
    return [row for row in found.rows if isinstance(row, Row)]


def _side_by_side(rows: Sequence[Row], shown: int | None = None) -> str:
    sides = [(row.mark, words_of(row.before), words_of(row.after)) for row in rows[:shown]]
    width = max(len(before) for _, before, _ in sides)
    signs = {"added": "+", "removed": "-", "changed": "~"}
    drawn = [f"{signs.get(mark, ' ')} {before:{width}} | {after}".rstrip() for mark, before, after in sides]
    return "\n".join(line for line in [*drawn, "  ..." if shown and len(rows) > shown else ""] if line)


def draw_flag_value(answers: Answers) -> str:
    """The value of the flag."""
    return told_by_version(answers, lambda one: ", ".join(str(change.value) for change in _flags(one)))


def _flags(one: InterpreterComparison) -> list[Change]:
    return [change for change in changes(one, "code") if change.kind == "flag"]


def draw_flag_versions(answers: Answers) -> str:
    """Where that flag is the only one that differs."""
    holding = [minor(one) for one in answers if [change.name for change in _flags(one)] == ["COROUTINE"]]
    return _versions(holding, minors(answers))


def draw_listings(answers: Answers) -> str:
    """One listing for each way in which the instructions differ, as the first version of that way has it."""
    drawn = []
    for _, versions in by_answer(answers, lambda one: str([_outline(change) for change in changes(one, "bytecode")])):
        first = next(one for one in answers if minor(one) == versions[0])
        place = when(versions, minors(answers))
        if not changes(first, "bytecode"):
            drawn.append(f"{_sentence(place)} the instructions are the same; the flag is all that differs:")
        else:
            drawn.append(f"{_sentence(place)}{f' (shown: {versions[0]})' if len(versions) > 1 else ''}:")
        drawn.append(fenced(_side_by_side(_body(first))))
    return "\n\n".join(drawn)


def _body(one: InterpreterComparison) -> list[Row]:
    """The rows behind the heading of the function's own instructions: what defines it stands before."""
    rows = _rows(one, "bytecode")
    headings = [at for at, row in enumerate(rows) if row.mark == "heading" and words_of(row.before).startswith("body")]
    return [row for row in rows[headings[0] + 1 :] if row.mark not in {"heading", "note"}] if headings else rows


# -- hybrids ----------------------------------------------------------------------------------------------------------


def flag_alone(why: Why) -> Trial:
    """The plain function with the flag."""
    return _trial(why, [unit.id for unit in why.units if unit.kind == "flag"])


def all_but_the_flag(why: Why) -> Trial:
    """The async function without the flag."""
    return _trial(why, [unit.id for unit in why.units if unit.kind != "flag"])


def _trial(why: Why, units: Sequence[str]) -> Trial:
    (found,) = (trial for trial in why.trials if trial.units == tuple(units))
    return found


_AS = {"before": "as the plain one", "after": "as the async one", "third": "something else", "unseen": "not seen"}
_CHANNELS = {"returns": "the call returns", "output": "prints", "warns": "warns", "introspection": "`inspect` says"}


def draw_hybrids(answers: Answers) -> str:
    """What the function with one of the differences does."""
    rows = []
    for title, chosen in (("plain, with the flag", flag_alone), ("async, without the flag", all_but_the_flag)):
        for told, versions in by_answer(answers, lambda one, chosen=chosen: "\t".join(_told(chosen(why_of(one))))):
            rows.append([title, when(versions, minors(answers)), *told.split("\t")])
    return table(["hybrid", "versions", *_CHANNELS.values()], rows)


def _told(trial: Trial) -> list[str]:
    if trial.outcome == "refused":
        reason = trial.reason.partition(":")[0]
        return [f"not run: {reason}", *["-"] * (len(_CHANNELS) - 1)]
    return [_AS[trial.likeness[channel]] for channel in _CHANNELS]


def draw_surprise(answers: Answers) -> str:
    """Where the flag says what is not so."""
    fooled = [minor(one) for one in answers if _says_yes_and_runs_at_once(why_of(one))]
    if not fooled:
        return "The flag decides all of it, on every version."
    return (
        f"{_sentence(when(fooled, minors(answers)))} the flag alone makes `inspect` say that the function is a "
        "coroutine function, and it is none: called, it runs at once."
    )


def _says_yes_and_runs_at_once(why: Why) -> bool:
    found = flag_alone(why).likeness
    return (found.get("introspection"), found.get("returns")) == ("after", "before")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


# -- causes -----------------------------------------------------------------------------------------------------------


def draw_matrix(answers: Answers) -> str:
    """Each channel's causes, by runs of versions."""
    told: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for found in causes_since([(minor(one), why_of(one)) for one in answers]):
        causes = tuple((when(answer.versions, minors(answers)), answer.words) for answer in found.answers)
        told.setdefault(causes, []).append(found.channel)
    rows = [[", ".join(channels), *cause] for causes, channels in told.items() for cause in causes]
    return table(["what you see", "versions", "what causes it"], rows)


def draw_closings(answers: Answers) -> str:
    """The sentence to quote, of each version."""
    told = by_answer(
        answers,
        lambda one: why_of(one).closing.removeprefix(f"On {one.after_python['implementation']} {name_of(one)} "),
    )
    return "\n".join(f"- {_sentence(when(versions, minors(answers)))}: {closing}" for closing, versions in told)


def verdict_of(one: InterpreterComparison, channel: str) -> Verdict:
    """The verdict on a channel."""
    (found,) = (verdict for verdict in why_of(one).verdicts if verdict.channel == channel)
    return found


# -- the note's statements --------------------------------------------------------------------------------------------


class Statement(NamedTuple):
    """A sentence of the founding note: whether it holds on a version, and what decides that."""

    words: str
    holds: Callable[[InterpreterComparison], bool]
    decided: str


def _runs_at_once(one: InterpreterComparison) -> bool:
    return change_of(one, "returns").before == "None" and "Hello" in str(change_of(one, "output").before)


def _makes_a_coroutine(one: InterpreterComparison) -> bool:
    return "coroutine" in str(change_of(one, "returns").after) and change_of(one, "output").after is None


def _warns(one: InterpreterComparison) -> bool:
    return "never awaited" in str(change_of(one, "warns").after) and change_of(one, "warns").before is None


def _has_one_more_token(one: InterpreterComparison) -> bool:
    return [(change.before, change.after) for change in changes(one, "tokens")] == [(None, "async")]


def _is_another_node(one: InterpreterComparison) -> bool:
    return [(change.before, change.after) for change in changes(one, "ast")] == [("FunctionDef", "AsyncFunctionDef")]


def _is_defined_alike(one: InterpreterComparison) -> bool:
    return not any(change.path.startswith("definition") for change in changes(one, "code", "bytecode"))


def _is_the_same_inside(one: InterpreterComparison) -> bool:
    found = one.layer("bytecode")
    return found is not None and found.same is True


def _differs_by_the_flag_alone(one: InterpreterComparison) -> bool:
    return [(change.kind, change.name) for change in changes(one, "code", "bytecode")] == [("flag", "COROUTINE")]


def _differs_by_128(one: InterpreterComparison) -> bool:
    return [(change.name, change.value) for change in _flags(one)] == [("COROUTINE", 128)]


def _has_the_magic_bit(one: InterpreterComparison) -> bool:
    flags = tuple((unit.id,) for unit in why_of(one).units if unit.kind == "flag")
    verdict = verdict_of(one, "returns")
    return verdict.sufficient == flags and verdict.necessary == flags


def _wraps_the_computation(one: InterpreterComparison) -> bool:
    return "Hello" in str(change_of(one, "eventually").after) and change_of(one, "output").after is None


STATEMENTS = [
    Statement(
        "calling the sync function immediately triggers a print, and returns nothing",
        _runs_at_once,
        "the call of the plain one: it prints, and returns None",
    ),
    Statement(
        "calling the async function returns a coroutine object, doesn't print any output",
        _makes_a_coroutine,
        "the call of the other",
    ),
    Statement("and also prints a warning about a coroutine that was never called", _warns, "what the call warns of"),
    Statement(
        "The Python lexer has to deal with a new keyword to parse this variant",
        _has_one_more_token,
        "the tokens: one more, `async`",
    ),
    Statement("The function is explicitly detected as an AsyncFunctionDef", _is_another_node, "the tree"),
    Statement(
        "the generated opcodes for defining the functions are exactly the same",
        _is_defined_alike,
        "the instructions around the two functions",
    ),
    Statement(
        "Looking inside the functions themselves also gives the same result",
        _is_the_same_inside,
        "the instructions inside",
    ),
    Statement(
        "The only difference is a flag set on the defined code: CO_COROUTINE",
        _differs_by_the_flag_alone,
        "all differences in code and bytecode",
    ),
    Statement("only_async_flags=128, aka COROUTINE", _differs_by_128, "the flags"),
    Statement(
        "And that's the literally the magic bit that makes the difference in how coroutines are evaluated",
        _has_the_magic_bit,
        "the experiments: the flag, and nothing else, is sufficient and necessary for what the call returns",
    ),
    Statement(
        "Executing an async function doesn't directly run the inner function anymore, and instead returns a a "
        "coroutine object that wraps the computation",
        _wraps_the_computation,
        "the call, and the coroutine awaited: it prints only then",
    ),
]


def draw_statements(answers: Answers) -> str:
    """The note's statements, and where each holds."""
    tried = minors(answers)
    rows = []
    for statement in STATEMENTS:
        holding = [minor(one) for one in answers if statement.holds(one)]
        others = [version for version in tried if version not in holding]
        rows.append([f"“{statement.words}”", _versions(holding, tried), _versions(others, tried), statement.decided])
    return table(["the note says", "holds on", "does not hold on", "decided by"], rows)


def _versions(some: Sequence[str], tried: Sequence[str]) -> str:
    """`3.8 and 3.9`, `3.10 to 3.15`: neighbors are put together."""
    if not some:
        return "no version"
    if len(some) == len(tried):
        return "every version"
    numbers = [tried.index(version) for version in some]
    runs = [list(run) for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    named = [[tried[number] for _, number in run] for run in runs]
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in named)


DRAWINGS: dict[str, Callable[[Answers], str]] = {
    "versions": draw_versions,
    "sources": draw_sources,
    "seen": draw_seen,
    "eventually": draw_eventually,
    "layers": draw_layers,
    "tree": draw_tree,
    "flag_value": draw_flag_value,
    "flag_versions": draw_flag_versions,
    "listings": draw_listings,
    "hybrids": draw_hybrids,
    "surprise": draw_surprise,
    "matrix": draw_matrix,
    "closings": draw_closings,
    "statements": draw_statements,
}


def main() -> None:
    """Write the page, or print it where `-` is given."""
    if sys.argv[1:] == ["-"]:
        sys.stdout.buffer.write(page().encode("utf-8"))
    else:
        PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
