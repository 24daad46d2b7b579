# Only the first statement can be a docstring; a later string is not loaded.
# deepest: ast
# === before
def f():
    return g()
# === after
def f():
    return g()
    'not a docstring'
