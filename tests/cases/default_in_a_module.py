# For the module, a default is an operand of its own instructions.
# deepest: bytecode
# === before
def f(a=1): return a
# === after
def f(a=2): return a
