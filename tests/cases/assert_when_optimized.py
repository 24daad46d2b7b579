# -O leaves asserts out, but their names are symbols.
# optimize: 1
# deepest: symbols
# === before
def f(x):
    return x
# === after
def f(x):
    assert y
    return x
