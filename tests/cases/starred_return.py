# PEP 572's sibling of 3.8: a starred tuple needs no parentheses in a return.
# deepest: tokens
# === before
def f(a, b):
    return *a, b
# === after
def f(a, b):
    return (*a, b)
