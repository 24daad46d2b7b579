# A bare `raise` in a handler sends on what was caught: RAISE_VARARGS without an argument.
# target: f
# call: target()
# returns: several any RAISE_VARARGS
# raises: several any RAISE_VARARGS
# traceback: several any RAISE_VARARGS
# === before
def f():
    try:
        return [][0]
    except IndexError:
        len("")
    return "kept"
# === after
def f():
    try:
        return [][0]
    except IndexError:
        raise
    return "kept"
