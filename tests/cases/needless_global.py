# A name that is never bound is global with or without the declaration.
# deepest: symbols
# === before
def f():
    return x
# === after
def f():
    global x
    return x
