# The symbol table sees that the name was used before.
# deepest: symbols
# error: after at symbols
# === before
def f():
    print(x)
# === after
def f():
    print(x)
    global x
