"""What a difference in one channel comes to, as what a call is made to do: "return 2 instead of 1".

Knows the words of each channel. Does not know which difference has the effect, nor how the sentence goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .channels import DID_NOT_LOAD, NOTHING, STILL_REFERENCED, UNAWAITED, VARYING, Seen, printed_words, shortened
from .values import shorten_both

RETURN_NOTHING = "return nothing"
_DRIVEN_OTHERWISE = "do something else when driven to its end"

_LONGEST = 60
_GERUNDS = {"raise": "raising", "fail": "failing"}
_FAILING = tuple(_GERUNDS)
_NAMES = 3


def effect(channel: str, before: Seen, after: Seen) -> str:
    """Return what the side after does in that channel, to be read after "makes the call"."""
    return _EFFECTS[channel](before, after)


def _returns(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return RETURN_NOTHING
    return f"return {_brief(after)}" if before is NOTHING else _instead("return", *_told_apart(after, before))


def _output(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return "print nothing"
    if before is NOTHING:
        return f"print {_brief(after)}"
    return _instead("print", *_told_apart(after, before))


def _raises(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return f"no longer {failure(before)}"
    if before is NOTHING:
        return failure(after)
    (verb, what), (other_verb, other) = _failure(before), _failure(after)
    both_raise = verb == "raise" == other_verb
    around = _around_the_exception(before.key[0][1], after.key[0][1]) if both_raise else ""
    if what == other and around:
        return f"{failure(after)} {around}"
    told = f"{failure(after)} instead of " + (what if both_raise else f"{_GERUNDS[verb]} {what}")
    return told + (f", {around}" if around else "")


def _around_the_exception(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """`with the note 'b' instead of 'a'`, `from nothing instead of KeyError: 1`: what one type has else."""
    if before["type"] != after["type"]:
        return ""
    told = []
    for part, one in (("notes", "note"), ("members", "member")):
        if before[part] != after[part]:
            ours, theirs = ([_named(each) for each in side[part]] for side in (before, after))
            told.append(_with(one, _first_unlike(theirs, ours), _first_unlike(ours, theirs)) or f"with other {part}")
    if before["because"] != after["because"]:
        came, comes = (_named(side["because"]) for side in (before, after))
        told.append(_instead("from", comes, came) if came != comes else f"from another {comes}")
    return " and ".join(told)


def _named(one: str | Mapping[str, Any] | None) -> str:
    """A note, or an exception, None where there is none."""
    if one is None:
        return "nothing"
    return _shortened(repr(one) if isinstance(one, str) else f"{one['type']}: {one['message']}".removesuffix(": "))


def _with(noun: str, theirs: str | None, ours: str | None) -> str:
    if theirs is None:
        return f"without the {noun} {ours}" if ours else ""
    return _instead(f"with the {noun}", theirs, ours)


def _first_unlike(words: Sequence[Any], others: Sequence[Any]) -> Any:
    """The first whose place among the others is another's, None where there is none such."""
    return next((one for at, one in enumerate(words) if list(others[at : at + 1]) != [one]), None)


def failure(seen: Seen) -> str:
    """Return what a run that did not come to its own end does: "raise ValueError: x", "fail (died of SIGSEGV)"."""
    return " ".join(_failure(seen))


def _failure(seen: Seen) -> tuple[str, str]:
    """The verb for it, and the rest."""
    first = seen.key[0]
    if not isinstance(first, list):
        return "fail", f"({_brief(seen)})"
    if first[0] == "load_raises":
        return "raise", f"{_shortened(seen.words.removeprefix(DID_NOT_LOAD))} while loading"
    return "raise", _brief(seen)


def _warns(before: Seen, after: Seen) -> str:
    if after is NOTHING:
        return "no longer warn"
    if UNAWAITED in after.words:
        return "warn that a coroutine was never awaited"
    warned, instead = _first_unlike(after.key, _keys(before)), _first_unlike(_keys(before), after.key)
    if warned is None:
        return f"no longer warn ({_warning(instead)})"
    words, others = _warning(warned), _warning(instead)
    if words == others:
        return f"warn ({words}) at another place"
    return f"warn ({words})" + (f" instead of ({others})" if others else "")


def _keys(seen: Seen) -> Sequence[Any]:
    return seen.key or ()


def _warning(key: Any) -> str:
    """A warning without its place: what it is, and what it says."""
    if key is None:
        return ""
    if key[0] == STILL_REFERENCED:
        return f"coroutine {key[1]!r} is not awaited and still referenced"
    return _shortened(f"{key[0]}: {key[1]}".partition("\n")[0])


def _eventually(before: Seen, after: Seen) -> str:
    """What driving the result to its end does that is new, and what it no longer does: a failure is always told."""
    if VARYING in before.words + after.words:
        return _DRIVEN_OTHERWISE
    ours, theirs = _deeds(before), _deeds(after)
    # That it returns None goes without saying where there is more to say.
    untold = {"return": ours.get("return", "None")}
    told = [
        _instead(verb, what, ours.get(verb)) for verb, what in theirs.items() if what != {**ours, **untold}.get(verb)
    ]
    ended = [verb for verb in ours if verb not in theirs and (verb in _FAILING or not told)]
    told += [f"no longer {verb} {ours[verb]}" for verb in ended]
    told = told or [f"{verb} {what}" for verb, what in theirs.items() if verb not in ours]
    return f"{' and '.join(told)} when driven to its end" if told else _DRIVEN_OTHERWISE


def _instead(verb: str, what: str, other: str | None) -> str:
    return f"{verb} {what}" + ("" if other is None else f" instead of {other}")


def _deeds(seen: Seen) -> dict[str, str]:
    """What a result does that is driven to its end: a verb, and what it gives, prints, returns or raises."""
    key = seen.key or {}
    gift = key.get("gives") or {}
    deeds = {"print": printed_words(key["output"])} if key.get("output") else {}
    if "items" in gift:
        more = ", and more" if gift["more"] else ""
        deeds["give"] = ", ".join(map(_value, gift["items"])) + more or "no items"
    if "value" in gift or "returned" in gift:
        deeds["return"] = _value(gift.get("value") or gift["returned"])
    if "raises" in gift:
        deeds["raise"] = f"{gift['raises']['type']}: {gift['raises']['message']}".removesuffix(": ")
    if key.get("outcome"):
        deeds["fail"] = f"({key['outcome']})"
    return {verb: _shortened(what) for verb, what in deeds.items()}


def _value(encoded: Sequence[Any]) -> str:
    kind, text, cut = encoded
    if text is None:
        return f"a {kind} object"
    return f"{text}..." if cut else str(text)


def _defines(before: Seen, after: Seen) -> str:
    """The names that are new or something else, or that are gone."""
    ours, theirs = before.key or {}, after.key or {}
    differing = [name for name in theirs if theirs[name] != ours.get(name)]
    if not differing:
        return f"no longer define {_names([name for name in ours if name not in theirs])}"
    new, changed = ([name for name in differing if (name in ours) == was_there] for was_there in (False, True))
    otherwise = [f"{_names(changed)} differently"] if changed else []
    return f"define {', and '.join([*([_names(new)] if new else []), *otherwise])}"


def _names(names: list[str]) -> str:
    told, more = ", ".join(f"`{name}`" for name in names[:_NAMES]), len(names) - _NAMES
    return told if more <= 0 else f"{told} and {more} more"


def _told_apart(seen: Seen, other: Seen) -> tuple[str, str]:
    """Both in brief; where that would be one text, from shortly before they differ on."""
    briefs = _brief(seen), _brief(other)
    if briefs[0] != briefs[1]:
        return briefs
    return shorten_both(seen.words.partition("\n")[0], other.words.partition("\n")[0], _LONGEST)


def _brief(seen: Seen) -> str:
    return _shortened(seen.words)


def _shortened(words: str) -> str:
    return shortened(words.partition("\n")[0], _LONGEST)


_EFFECTS: Mapping[str, Callable[[Seen, Seen], str]] = {
    "returns": _returns,
    "output": _output,
    "raises": _raises,
    "warns": _warns,
    "eventually": _eventually,
    "introspection": lambda before, after: "look different to `inspect`",
    "traceback": lambda before, after: "show other lines in its traceback",
    "defines": _defines,
}
