# The code generator refuses it until 3.13, the symbol table since 3.14.
# deepest: code; from 3.14: symbols
# error: after at code; from 3.14: after at symbols
# === before
def f():
    return g()
# === after
def f():
    return await g()
