# `from None` gives RAISE_VARARGS a second argument, which hides what was being handled.
# target: f
# call: target()
# raises: several any RAISE_VARARGS
# === before
def f():
    try:
        return [][0]
    except IndexError:
        raise ValueError("no")
# === after
def f():
    try:
        return [][0]
    except IndexError:
        raise ValueError("no") from None
