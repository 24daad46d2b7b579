# `pass` is at most a NOP for its line, which layout decides.
# deepest: ast
# === before
def f():
    return g()
# === after
def f():
    pass
    return g()
