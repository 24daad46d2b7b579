"""The sentences of a check: the gate's, the counts, what is wrong with a call, the control.

Knows how to say in a line what the records hold. Does not know formats, nor in which order things are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..checks.document import COUNTED, counted_as
from ..checks.exemptions import could_hide
from ..checks.gate import ONE_SIDED, holds_in
from ..checks.verdicts import BoundaryCall, Control, FileVerdict, FunctionChange, Gate, KindChange, Report
from ..compare.gates import gated_layers
from ..layers import STATIC
from ..layers.counting import plural
from .words import python_name, pythons_names

MEANING = {
    "tokens": "comments, blank lines and line breaks only",
    "ast": "formatting only",
    "symbols": "no name changed its scope, and nothing that runs has changed",
    "code": "nothing that runs has changed",
}
"""What it means that a gate holds."""

FAILING = {
    "tokens": "tokens changed",
    "ast": "more than formatting changed",
    "symbols": "scopes of names, or what runs, changed",
    "code": "what runs has changed",
}
NAMED = 3
"""Files that the gate's sentence names."""

CODE_SAME = "code same"
"""Of a file whose other layers nobody looked at."""

WORDS = {"trouble": "trouble", "passed_over": "passed over"}

_WRONG = {
    "dropped": "the result is dropped",
    "condition": "used as a condition, so always true",
    "value": "the result is used as a value",
    "added": "the result is added to something",
    "entered": "used in a with statement",
    "entered asynchronously": "used in an async with statement",
    "iterated": "iterated over, as by a plain for",
    "iterated asynchronously": "iterated by async for",
    "awaited": "awaited",
    "returned": "the result is returned: see who takes it",
    "passed": "the result is passed on: see who takes it",
    "stored": "the result is stored: see who takes it",
    "referenced": "handed on without a call: see who calls it",
}
_UNMEANT = {
    "coroutine function": "not awaited",
    "generator": "a generator, whose body has not run",
    "asynchronous generator": "an asynchronous generator, whose body has not run",
}
_OPEN = frozenset({"returned", "passed", "stored", "referenced"})


def wrong_with(call: BoundaryCall, kind: KindChange) -> str:
    """What is wrong with a call: `not awaited, so always true in a condition`."""
    use = _WRONG.get(call.use, call.use)
    if kind.kind_after == "function":
        return f"{use}, but `{kind.qualname}` gives no {_gift(kind.kind_before)} any more"
    if call.use in _OPEN:
        return f"gives {_article(_gift(kind.kind_after))} now; {use}"
    if call.use == "condition":
        return f"{_UNMEANT.get(kind.kind_after, 'not what it was')}, so always true in a condition"
    return f"{_UNMEANT.get(kind.kind_after, 'not what it was')}: {use}" if call.use != "awaited" else _cannot(kind)


def _cannot(kind: KindChange) -> str:
    return f"awaited, but gives {_article(_gift(kind.kind_after))} now"


def _gift(kind: str) -> str:
    """What a call of a function of that kind gives."""
    return {"coroutine function": "coroutine"}.get(kind, kind)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def kind_change_words(kind: KindChange) -> str:
    """`function -> coroutine function`."""
    return f"{kind.kind_before} -> {kind.kind_after}"


def gate_sentence(report: Report) -> str:
    """Whether the gate holds and what that means, in a sentence or two; empty where none was asked."""
    gate = report.gate
    if gate is None:
        return ""
    asked = f"--same {gate.same}"
    if gate.holds:
        where = f"in {plural(len(report.files), 'changed file')}" if report.files else "as no file changed"
        told = f"{asked} holds: {MEANING[gate.same]} {where} ({asked_of(report)})."
        return f"{told}{_not_python(report.files)}{set_aside(gate.allow)}"
    if gate.holds is None:
        return f"{asked} cannot be said: no verdict on {_open(report.files, gate.same)}."
    failing = [file for file in report.files if holds_in(file, gate.same) is False]
    return f"{asked} does not hold: {_why_not(failing, gate.same)} ({asked_of(report)}).{_hint(failing, gate)}"


def _not_python(files: Sequence[FileVerdict]) -> str:
    """Which versions said nothing of some files, as a sentence behind another one."""
    told = [file for file in files if file.not_python]
    if not told:
        return ""
    versions = dict.fromkeys(version for file in told for version in file.not_python)
    verb = "is" if len(told) == 1 else "are"
    return f" {named(told)} {verb} no Python of {', '.join(versions)}, before or after."


def _open(files: Sequence[FileVerdict], same: str) -> str:
    """The files on which there is no verdict; how to leave out what was passed over."""
    told = [file for file in files if holds_in(file, same) is None]
    hint = "; what was passed over is left out by --exclude" if any(file.passed_over for file in told) else ""
    return f"{named(told)}{hint}"


def _why_not(failing: Sequence[FileVerdict], same: str) -> str:
    changed = [file for file in failing if file.status not in ONE_SIDED]
    told = [f"{FAILING[same]} in {named(changed)}"] if changed else []
    told += [_one_sided(failing, status) for status in sorted(ONE_SIDED)]
    return "; ".join(filter(None, told))


def _one_sided(failing: Sequence[FileVerdict], status: str) -> str:
    files = [file for file in failing if file.status == status]
    return f"{named(files)} {'was' if len(files) == 1 else 'were'} {status}" if files else ""


def _hint(failing: Sequence[FileVerdict], gate: Gate) -> str:
    """Formatters indent docstrings anew, one file in three of the standard library: then it is the docstring alone."""
    only_docstrings = [
        file
        for file in failing
        if file.functions and all(one.field == "__doc__" and one.before and one.after for one in file.functions)
    ]
    # A docstring is a token, whatever its tree is called.
    if gate.same == "tokens" or {"docstrings", "docstring-whitespace"} & set(gate.allow):
        return ""
    if only_docstrings:
        return (
            f" In {named(only_docstrings)} only docstrings differ; --allow docstring-whitespace sets their layout"
            " aside, and may not see what a program reads from __doc__."
        )
    # 3.13 and later compile them without their indentation: then the tree alone differs.
    trees = [file for file in failing if file.deepest == "ast"]
    return f" If only docstrings were indented anew in {named(trees)}: --allow docstring-whitespace." if trees else ""


def set_aside(allow: Sequence[str]) -> str:
    """What exemptions could hide, as a sentence behind another one."""
    return f" Set aside, which could hide: {could_hide(allow)}." if allow else ""


def named(files: Sequence[FileVerdict]) -> str:
    """The paths of the first few files, and how many more there are."""
    told = [file.path for file in files[:NAMED]]
    more = len(files) - NAMED
    return ", ".join(told) + (f" and {plural(more, 'file')} more" if more > 0 else "")


def asked_of(report: Report) -> str:
    """The interpreters that were asked: `CPython 3.12.1, 3.13.0`."""
    return pythons_names([python_name(python) for python in report.pythons])


def compared_words(report: Report) -> tuple[str, str]:
    """What was compared with what."""
    return str(report.asked.get("before", "before")), str(report.asked.get("after", "after"))


def counts_words(report: Report) -> str:
    """`12 files: 9 ast, 2 bytecode, 1 added.`; what to say where there is none."""
    if not report.files:
        return "No Python file changed."
    exact = is_exact(report)
    # Of one depth after the other: what counts as the same for want of a closer look stands behind what is the same.
    found = Counter(depth_word(file, exact=exact) for file in report.files)
    order = [WORDS.get(name, name) for name in COUNTED]
    order.insert(1, CODE_SAME)
    told = ", ".join(f"{found[word]:,} {word}" for word in order if found[word])
    return f"{plural(len(report.files), 'file')}: {told}."


def is_exact(report: Report) -> bool:
    """Whether each layer was compared: a gate at `code` needs no more than whether what runs differs."""
    return report.asked.get("depth") != "code"


def depth_word(file: FileVerdict, *, exact: bool = True) -> str:
    """The one word for a file: its depth, or what stands in its place."""
    name = counted_as(file)
    if name == "same" and not exact and file.by_python:
        return CODE_SAME
    return WORDS.get(name, name)


def level(file: FileVerdict, *, exact: bool = True) -> int | None:
    """How many layers deep a file differs, 0 where it does not; None where no depth was found."""
    if depth_word(file, exact=exact) not in ("same", *STATIC):
        return None
    return 0 if file.deepest is None else STATIC.index(file.deepest) + 1


def reaches_code(file: FileVerdict) -> bool:
    """Whether what runs differs."""
    return file.deepest in gated_layers("code")


def asides(file: FileVerdict, *, counting_positions: bool = False) -> list[str]:
    """What is to be said of a file beside its depth."""
    told = [f"was {file.old_path}"] if file.old_path and file.old_path != file.path else []
    if file.status == "typechanged":
        told.append("its type changed")
    if file.positions_moved and not counting_positions:
        told.append("positions moved")
    if len(set(file.by_python.values())) > 1:
        told.append(by_python_words(file))
    if file.not_python:
        told.append(f"no Python of {', '.join(file.not_python)}, before or after")
    if file.allowed:
        told.append(f"set aside: {', '.join(file.allowed)}")
    return told + [one for one in (file.error, file.passed_over) if one]


def by_python_words(file: FileVerdict) -> str:
    """`ast on 3.8.18, 3.9.18; bytecode on 3.13.0`."""
    versions: dict[str, list[str]] = {}
    for version, deepest in file.by_python.items():
        versions.setdefault(deepest or "same", []).append(version)
    return "; ".join(f"{deepest} on {', '.join(on)}" for deepest, on in versions.items())


def values(change: FunctionChange) -> tuple[str, str]:
    """What the field that differs first was and is."""
    return _value(change.before), _value(change.after)


def change_words(change: FunctionChange) -> str:
    """`f co_consts[1] 60 -> 61`."""
    before, after = values(change)
    return f"{change.qualname} {change.field} {before} -> {after}"


def _value(words: str | None) -> str:
    return "nothing" if words is None else words


def control_sentence(control: Control) -> str:
    """`control: changed 60 to 61 in a copy of a.py, line 3: noticed`; of a line that was added, that it was."""
    told = "noticed" if control.noticed else "NOT NOTICED: this check is not to be trusted"
    change = f"changed {control.before} to {control.after} in" if control.before else f"added {control.after} to"
    return f"control: {change} a copy of {control.path}, line {control.line}: {told}"
