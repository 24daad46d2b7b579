"""A hybrid put back where its code belongs: into the module, level by level.

Knows the code objects around a target, and from which level on they must be those of the side after.
Does not know what was changed inside.
"""

from types import CodeType


def chain(module_code, code):
    """The code objects from the module's to `code`, each a constant of the one before it."""
    if module_code is code:
        return [code]
    for inner in module_code.co_consts:
        if isinstance(inner, CodeType):
            found = chain(inner, code)
            if found:
                return [module_code] + found
    return []


def replaced(levels, code):
    """The outermost of `levels` with `code` instead of the innermost."""
    for outer, old in zip(levels[-2::-1], levels[:0:-1]):
        constants = tuple(code if constant is old else constant for constant in outer.co_consts)
        code = outer.replace(co_consts=constants)
    return code


def put_back(before_levels, after_levels, code, from_after):
    """The module of the side before with `code` in it.

    `from_after` says that `code` has what surrounds the target from the side after. Then so must have every level whose
    free variables differ: a cell that is not made cannot be handed on.
    """
    if not from_after:
        return replaced(before_levels, code)
    if len(before_levels) != len(after_levels):
        return replaced(after_levels, code)
    shared = max(
        depth
        for depth, (ours, theirs) in enumerate(zip(before_levels, after_levels))
        if ours.co_freevars == theirs.co_freevars
    )
    return replaced(before_levels[: shared + 1], replaced(after_levels[shared:], code))


def filed(code, filename):
    """A code object with all inside it under another file name."""
    if code.co_filename == filename:
        return code
    constants = tuple(
        filed(constant, filename) if isinstance(constant, CodeType) else constant for constant in code.co_consts
    )
    return code.replace(co_filename=filename, co_consts=constants)


def inside(code):
    """Yield a code object and every one inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from inside(constant)
