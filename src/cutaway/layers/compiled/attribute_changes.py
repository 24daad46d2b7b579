"""What differs between the attributes of two code objects.

Knows which attributes count: flags, arguments, variables one to one, constants, names, docstrings.
Does not know which code objects belong together, nor how a difference is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...cpython import flags, sites
from .. import values
from ..difference import Change, Side, Site
from .attributes import docstring_word
from .codeobjects import Part, PartPair, name_of

NOT_COUNTED = frozenset({"NOFREE"})

# The attributes that are plain numbers: name in the facts, name in CPython.
_ARGUMENT_COUNTS = (
    ("positional", "co_argcount"),
    ("positional_only", "co_posonlyargcount"),
    ("keyword_only", "co_kwonlyargcount"),
)


def attribute_changes(pair: PartPair, sides: tuple[Side, Side]) -> Iterator[Change]:
    """What differs between the attributes of two code objects, one change each."""
    assert pair.before is not None
    assert pair.after is not None
    path = name_of(pair.before)
    yield from _flag_changes(path, pair.before, pair.after, sides)
    yield from _argument_changes(path, pair)
    yield from _local_changes(path, pair)
    yield from _value_changes(path, "constant", "co_consts", pair.before["constants"], pair.after["constants"])
    yield from _name_changes(path, pair.before["names"], pair.after["names"])
    if repr(pair.before["docstring"]) != repr(pair.after["docstring"]):
        gone, come = (docstring_word(part, limit=None) for part in (pair.before, pair.after))
        yield Change("docstring", f"{path}.__doc__", *_short(gone, come))


def _flag_changes(path: str, before: Part, after: Part, sides: tuple[Side, Side]) -> Iterator[Change]:
    """The set difference both ways, by name and number."""
    ours, theirs = (
        dict(flags.names(part["flags"], side.version)) for part, side in zip((before, after), sides, strict=True)
    )
    for name, number in sorted({**ours, **theirs}.items(), key=lambda item: item[1]):
        if name in NOT_COUNTED or (name in ours) == (name in theirs):
            continue
        version = sides[1 if name in theirs else 0].version
        known = flags.meaning(name, version)
        yield Change(
            "flag",
            f"{path}.co_flags",
            name in ours,
            name in theirs,
            name=name,
            value=number,
            meaning=known.text if known else "",
            link=known.link if known else "",
            sites=_flag_sites(name, version),
        )


def _flag_sites(name: str, version: tuple[int, int, int]) -> tuple[Site, ...]:
    """Where a flag is set, and for a flag that decides what a call gives: where that object is made."""
    # COROUTINE, GENERATOR and ASYNC_GENERATOR are named as the objects are.
    return (*sites.sites_of_flag(name, version), *sites.sites_of_kind(name.lower(), version))


def _argument_changes(path: str, pair: PartPair) -> Iterator[Change]:
    assert pair.before is not None
    assert pair.after is not None
    ours, theirs = pair.before["arguments"], pair.after["arguments"]
    for field, name in _ARGUMENT_COUNTS:
        if ours[field] != theirs[field]:
            yield Change("attribute", f"{path}.{name}", ours[field], theirs[field], name=name)
    renamed = [pair.variables.get(name) for name in ours["names"]]
    if sorted(map(str, renamed)) == sorted(theirs["names"]) and renamed != theirs["names"]:
        order = [", ".join(side["names"]) for side in (ours, theirs)]
        yield Change("attribute", f"{path}.arguments", order[0], order[1], name="arguments")


def _local_changes(path: str, pair: PartPair) -> Iterator[Change]:
    """A variable renamed, gone, come, or kept in another way: one change each."""
    assert pair.before is not None
    assert pair.after is not None
    # What outer code renamed is told there, once; what only this code no longer uses is told here.
    inherited = set(pair.before["free"])
    for name in _all_variables(pair.before):
        other = pair.variables.get(name)
        if other is None or (other != name and name not in inherited):
            yield Change("local", f"{path}.co_varnames", name, other)
        elif other is not None and _kind(name, pair.before) != _kind(other, pair.after):
            yield Change("local", f"{path}.co_varnames", _kind(name, pair.before), _kind(other, pair.after), name=name)
    paired = set(pair.variables.values())
    for name in _all_variables(pair.after):
        if name not in paired:
            yield Change("local", f"{path}.co_varnames", None, name)


def _all_variables(part: Part) -> list[str]:
    return list(dict.fromkeys([*part["arguments"]["names"], *part["free"], *part["variables"]]))


def _kind(name: str, part: Part) -> str:
    if name in part["free"]:
        return "free variable"
    return "cell" if name in part["cells"] else "local"


def _value_changes(
    path: str, kind: str, attribute: str, before: Sequence[Any], after: Sequence[Any]
) -> Iterator[Change]:
    """Constants by type and value, whatever their order; one that went and one that came are one change."""
    ours, theirs = ({repr(value): value for value in side} for side in (before, after))
    gone = [values.word(value, limit=None) for key, value in ours.items() if key not in theirs]
    come = [values.word(value, limit=None) for key, value in theirs.items() if key not in ours]
    for change in _exchanged(path, kind, attribute, gone, come):
        gone_word, come_word = _short(change.before, change.after)
        yield change._replace(before=gone_word, after=come_word)


def _short(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Words cut to what a line takes, what differs in sight."""
    if before is None or after is None:
        return before and values.shorten(before), after and values.shorten(after)
    return values.shorten_both(before, after)


def _name_changes(path: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    ours, theirs = set(before), set(after)
    gone = [name for name in before if name not in theirs]
    come = [name for name in after if name not in ours]
    yield from _exchanged(path, "name", "co_names", gone, come)


def _exchanged(path: str, kind: str, attribute: str, gone: Sequence[str], come: Sequence[str]) -> Iterator[Change]:
    for index in range(max(len(gone), len(come))):
        yield Change(
            kind,
            f"{path}.{attribute}",
            gone[index] if index < len(gone) else None,
            come[index] if index < len(come) else None,
        )
