# -OO leaves docstrings out.
# optimize: 2
# deepest: ast
# === before
def f():
    'Call g.'
    return g()
# === after
def f():
    return g()
