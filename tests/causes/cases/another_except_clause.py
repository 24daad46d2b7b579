# An IndexError is a LookupError and no KeyError: the name that the clause loads decides.
# target: f
# call: target()
# returns: instructions LookupError
# raises: instructions LookupError
# traceback: instructions LookupError
# === before
def f():
    try:
        return [][0]
    except KeyError:
        return "caught"
# === after
def f():
    try:
        return [][0]
    except LookupError:
        return "caught"
