# Parentheses leave no trace in the tree.
# deepest: tokens
# === before
def f():
    x = yield
# === after
def f():
    x = (yield)
