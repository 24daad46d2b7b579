"""Two modules' code without what they share: a code object that is the same on both sides becomes an empty one.

Knows that a code object belongs to its namesake on the other side, in the order in which their makers keep them.
Does not know what differs in the rest.
"""

from collections import Counter
from types import CodeType

from . import versions
from .definition import constants_of_code, is_of_type_parameters
from .hybrids.containers import inside
from .stripping import same_stripped

_EMPTY = compile("", "", "exec", dont_inherit=True)

# CO_VARARGS and CO_VARKEYWORDS: the empty code has no arguments.
_STARRED = 0x4 | 0x8


def unshared(before, after):
    """Return both code objects with the shared ones inside them emptied; these keep names, flags and free variables."""
    return _unshared(before, after, _made_often(before) | _made_often(after))


def _unshared(before, after, untouched):
    ours, theirs = {}, {}
    for one, other in _namesakes(before, after):
        if untouched.isdisjoint((id(one), id(other))):
            ours[id(one)], theirs[id(other)] = _inside(one, other, untouched)
    return _making(before, ours), _making(after, theirs)


def _inside(one, other, untouched):
    if same_stripped(one, other) and not (_is_needed(one, untouched) or _is_needed(other, untouched)):
        return _empty(one), _empty(other)
    return _unshared(one, other, untouched)


def _is_needed(code, untouched):
    # The code of type parameters says how a function is made (PEP 695).
    return is_of_type_parameters(code) or not untouched.isdisjoint(map(id, inside(code)))


def _made_often(code):
    """The identities of code objects that several others make: by all their places they are named (`parts.py`)."""
    counts, pending = Counter(), [code]
    while pending:
        made = constants_of_code(pending.pop())
        pending.extend(one for one in made if id(one) not in counts)
        counts.update(map(id, made))
    return {identity for identity, count in counts.items() if count > 1}


def _namesakes(before, after):
    """What both make, in pairs; none of a name that one side makes more often."""
    ours, theirs = _made_by_name(before), _made_by_name(after)
    for name, codes in ours.items():
        others = theirs.get(name, ())
        if len(codes) == len(others):
            yield from zip(codes, others)


def _made_by_name(code):
    named = {}
    for made in constants_of_code(code):
        named.setdefault(made.co_name, []).append(made)
    return named


def _empty(code):
    kept = {"co_name": code.co_name, "co_flags": code.co_flags & ~_STARRED, "co_freevars": code.co_freevars}
    if versions.has_qualified_names:
        kept["co_qualname"] = code.co_qualname
    return _EMPTY.replace(**kept)


def _making(code, changed):
    """The code object with some of those that it makes replaced, by their identity."""
    constants = [changed.get(id(one), one) if isinstance(one, CodeType) else one for one in code.co_consts]
    return code.replace(co_consts=tuple(constants))
