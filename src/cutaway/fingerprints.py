"""A stable hash of what a piece of Python is at a layer: for caches, and for guards against change.

Knows where each kind of thing is hashed: texts in a probe, live objects in this very process.
Does not know the canonical forms: `probe/fingerprint.py` does.

What hashes is imported when it is asked: the command line reads `LAYERS` for each help text and each completion.
"""

from __future__ import annotations

import os
import types
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from .errors import UsageError

if TYPE_CHECKING:
    from .live import Live
    from .session import Subjects
    from .targets import Source

LAYERS = ("code", "ast")

Thing: TypeAlias = "str | os.PathLike[str] | Source | Live"


def fingerprint(thing: Thing, layer: str = "code", *, python: str | None = None) -> str:
    """The fingerprint of a text, a file, a target or a live object: `cutaway1-code:` and 64 hexadecimal digits.

    Args:
        thing: source text, a path, what `cutaway.target` gives, a function, a method or a code object.
        layer: `code`, where two are equal if nothing that runs differs, on one version of CPython; `ast`, where the
            trees are equal, on whatever versions they were hashed.
        python: the interpreter to ask, as `--python` names it; the one that runs this if left out. Not for what is
            live.

    A live object is hashed as it stands, without its text: `cutaway1-object:`, never equal to a `cutaway1-code:`.
    What a function takes by default belongs to it, as docs/fingerprint.md has it; what its closure and its globals
    hold does not. None of your code runs.

    Raises:
        CutawayError: the thing does not compile, or cannot be had, or has no tree.
    """
    if layer not in LAYERS:
        raise UsageError(f"{layer}: no layer to be hashed: they are {', '.join(LAYERS)}")
    if isinstance(thing, (types.FunctionType, types.MethodType, types.CodeType)):
        return _of_live(thing, layer, python)
    from .session import subjects_for

    source = _source(thing)
    subjects = subjects_for([source], [] if python is None else [python])
    if len(subjects.interpreters) > 1:
        raise UsageError(f"{python}: several interpreters: a fingerprint is of one")
    with subjects:
        return of_source(source, layer, subjects)


def of_source(source: Source, layer: str, subjects: Subjects) -> str:
    """The fingerprint of a source on the first interpreter of `subjects`. Raises CutawayError where it has none."""
    from .session import STATIC_TIMEOUT

    request = {"op": "fingerprint", "source": source.request(), "layer": layer, "sources": [source.request()]}
    answer = subjects.probe(subjects.interpreters[0]).ask(request, STATIC_TIMEOUT)
    return str(answer["fingerprint"])


def _source(thing: object) -> Source:
    from . import targets

    if isinstance(thing, targets.Source):
        return thing
    if isinstance(thing, str):
        return targets.from_code(thing, "the text")
    if isinstance(thing, os.PathLike):
        path = os.fspath(thing)
        return targets.Source(path, targets.read_file(path, path), path, path)
    from .live import refuse_without_code

    raise refuse_without_code(thing)


def _of_live(thing: Live, layer: str, python: str | None) -> str:
    if layer != "code":
        raise UsageError("a live object has no tree: name its file, as in cutaway.target('FILE.py::NAME')")
    if python is not None:
        raise UsageError("a live object is of the interpreter that runs it: leave out python")
    from .live import code_of

    function = getattr(thing, "__func__", thing)
    # By name: the probe has no annotations that a type checker could follow.
    return str(import_module("cutaway.probe.fingerprint").of_code(code_of(thing), _defaults(function)))


def _defaults(function: object) -> tuple[object, ...]:
    """A tuple of what positional arguments are by default, and a list of names and values of the others."""
    positional = getattr(function, "__defaults__", None)
    by_name = getattr(function, "__kwdefaults__", None)
    # Both may have been set to a subclass, whose own methods are the user's code.
    held = (
        () if positional is None else tuple(tuple.__iter__(positional)),
        [] if by_name is None else list(dict.items(by_name)),
    )
    return tuple(value for value in held if value)
