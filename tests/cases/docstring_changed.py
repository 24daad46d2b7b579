# The docstring is a slot of the code object, and no instruction loads it.
# deepest: code
# === before
def f():
    'Call g.'
    return g()
# === after
def f():
    'Call h.'
    return g()
