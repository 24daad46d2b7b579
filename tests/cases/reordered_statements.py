# Order is what instructions have.
# deepest: bytecode
# === before
a = f()
b = g()
# === after
b = g()
a = f()
