# Nothing jumps behind a return: what stands there is thrown away, but its names are symbols.
# deepest: symbols
# === before
def f():
    return g()
# === after
def f():
    return g()
    h()
