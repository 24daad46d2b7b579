# A constant as a statement is not loaded.
# deepest: ast
# === before
def f(): ...
# === after
def f(): pass
