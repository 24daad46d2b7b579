# The docstring is a slot of the code object, and no instruction loads it.
# deepest: code
# same: symbols bytecode
# === before
def f():
    return g()
# === after
def f():
    'Call g.'
    return g()
