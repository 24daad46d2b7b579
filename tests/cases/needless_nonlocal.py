# A name that is only read is free with or without the declaration.
# deepest: symbols
# === before
def f():
    x = 1
    def g():
        return x
    return g
# === after
def f():
    x = 1
    def g():
        nonlocal x
        return x
    return g
