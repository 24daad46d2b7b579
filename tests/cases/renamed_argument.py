# Callers may name an argument, its own function numbers it.
# deepest: code
# same: bytecode
# kinds of code: local
# === before
def f(a):
    return a
# === after
def f(b):
    return b
