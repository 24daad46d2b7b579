# A function that ends returns None.
# deepest: ast
# === before
def f():
    g()
# === after
def f():
    g()
    return
