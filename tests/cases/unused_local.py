# A variable that nobody reads is stored all the same.
# deepest: bytecode
# === before
def f():
    g()
# === after
def f():
    x = g()
