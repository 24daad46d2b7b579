# How arguments are bound is in flags and counts: the body only loads the variable.
# deepest: code
# same: bytecode
# === before
def f(a):
    return a
# === after
def f(*a):
    return a
