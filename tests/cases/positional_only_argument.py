# A slash changes a count, and nothing that runs.
# deepest: code
# same: bytecode
# kinds of code: attribute
# === before
def f(a):
    return a
# === after
def f(a, /):
    return a
