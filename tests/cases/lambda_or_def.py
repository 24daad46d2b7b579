# The code is named otherwise, and another name is stored with it.
# deepest: bytecode
# === before
f = lambda: g()
# === after
def f(): return g()
