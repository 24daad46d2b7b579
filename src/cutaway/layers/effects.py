"""What a difference in one channel comes to, as what a call is made to do: "return 2 instead of 1".

Knows the words of each channel. Does not know which difference has the effect, nor how the sentence goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .channels import NOTHING, UNAWAITED, Seen

RETURN_NOTHING = "return nothing"

_LONGEST = 60
_NAMES = 3


def effect(channel: str, before: Seen, after: Seen) -> str:
    """Return what the side after does in that channel, to be read after "makes the call"."""
    return _EFFECTS[channel](before, after)


def _returns(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return RETURN_NOTHING
    return f"return {_brief(after)}" + ("" if before is NOTHING else f" instead of {_brief(before)}")


def _output(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return "print nothing"
    if before is NOTHING:
        return f"print {_brief(after)}"
    return f"print {_brief(after)} instead of {_brief(before)}"


def _raises(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return f"no longer {failure(before)}"
    return failure(after) + ("" if before is NOTHING else f", no longer {failure(before)}")


def failure(seen: Seen) -> str:
    """Return what a run that did not come to its own end does: "raise ValueError: x", "fail (died of SIGSEGV)"."""
    first = seen.key[0]
    is_exception = isinstance(first, list) and first[0] in ("raises", "load_raises")
    return f"raise {_brief(seen)}" if is_exception else f"fail ({_brief(seen)})"


def _warns(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return "no longer warn"
    if UNAWAITED in after.words:
        return "warn that a coroutine was never awaited"
    return f"warn ({_brief(after)})"


def _defines(before: Seen, after: Seen) -> str:
    """The names that are new or something else, or that are gone."""
    ours, theirs = before.key or {}, after.key or {}
    differing = [name for name in theirs if theirs[name] != ours.get(name)]
    if not differing:
        return f"no longer define {_names([name for name in ours if name not in theirs])}"
    return f"define {_names(differing)}" + (" differently" if any(name in ours for name in differing) else "")


def _names(names: list[str]) -> str:
    told, more = ", ".join(f"`{name}`" for name in names[:_NAMES]), len(names) - _NAMES
    return told if more <= 0 else f"{told} and {more} more"


def _brief(seen: Seen) -> str:
    line = seen.words.partition("\n")[0]
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."


_EFFECTS: Mapping[str, Callable[[Seen, Seen], str]] = {
    "returns": _returns,
    "output": _output,
    "raises": _raises,
    "warns": _warns,
    "eventually": lambda before, after: "do something else when driven to its end",
    "introspection": lambda before, after: "look different to `inspect`",
    "traceback": lambda before, after: "show other lines in its traceback",
    "defines": _defines,
}
