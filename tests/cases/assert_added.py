# Without -O an assert is a test and a raise.
# optimize: 0
# deepest: bytecode
# === before
def f(x):
    return x
# === after
def f(x):
    assert x
    return x
