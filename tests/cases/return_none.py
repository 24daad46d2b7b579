# A bare return returns None.
# deepest: ast
# === before
def f():
    return
# === after
def f():
    return None
