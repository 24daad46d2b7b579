# The symbol table sees that the name is taken.
# deepest: symbols
# error: after at symbols
# === before
def f(a, b): pass
# === after
def f(a, a): pass
