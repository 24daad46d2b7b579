# The symbol table finds no function around that has the name.
# deepest: symbols
# error: after at symbols
# === before
def f():
    x = 1
# === after
def f():
    nonlocal x
    x = 1
