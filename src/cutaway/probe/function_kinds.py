"""What calling a function gives: which functions of two modules are of another kind.

Knows the flags that decide it. Does not know what a function does.
"""

from .definition import is_function, qualified

# CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR as in `inspect`.
_KINDS = ((0x20, "generator"), (0x80, "coroutine function"), (0x200, "asynchronous generator"))


def changed_kinds(before, after):
    """{"before", "after"}: qualified name -> kind, of functions whose kind differs or that only one side has."""
    sides = _kinds(before), _kinds(after)
    told = {"before": {}, "after": {}}
    for qualname in dict.fromkeys([*sides[0], *sides[1]]):
        ours, theirs = (side.get(qualname, ()) for side in sides)
        at = _first_difference(ours, theirs)
        if at is not None:
            for name, kinds in (("before", ours), ("after", theirs)):
                if kinds:
                    told[name][qualname] = kinds[min(at, len(kinds) - 1)]
    return told


def kind_of(code):
    """The kind of the function that a code object belongs to."""
    return next((kind for flag, kind in _KINDS if code.co_flags & flag), "function")


def _first_difference(ours, theirs):
    """Where two functions of one name differ in kind; several definitions of a name are told apart by order."""
    for at, (one, other) in enumerate(zip(ours, theirs)):
        if one != other:
            return at
    return 0 if not ours or not theirs else None


def _kinds(module):
    found = {}
    for code, qualname in qualified(module):
        if is_function(code) and not code.co_name.startswith("<"):
            found.setdefault(qualname, []).append(kind_of(code))
    return found
