"""The flags of a function's code when it is called: `types.coroutine` hands back the same function, its flags changed.

Knows how the very function that was compiled is told from one that a decorator put in its place.
Does not know what a flag means.
"""

import types


def noted(target, filename):
    """Return {"flags", "first_line", "name"} of a function's code in that file, None of anything else."""
    if not isinstance(target, (types.FunctionType, types.MethodType)):
        return None
    code = target.__code__
    if code.co_filename != filename:
        return None
    return {"flags": code.co_flags, "first_line": code.co_firstlineno, "name": code.co_name}


def added(live, code):
    """Return the bits that the live function has beside those compiled; none where it is another function."""
    if live is None or (live["first_line"], live["name"]) != (code.co_firstlineno, code.co_name):
        return 0
    return live["flags"] & ~code.co_flags
