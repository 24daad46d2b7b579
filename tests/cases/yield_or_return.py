# A yield makes a generator.
# deepest: bytecode
# === before
def f():
    return 1
# === after
def f():
    yield 1
