# The name of a local is no operand: instructions hold its number.
# deepest: code
# same: bytecode
# kinds of code: local
# === before
def f():
    a = g()
    return a
# === after
def f():
    b = g()
    return b
