# A local, of a code object of its own until 3.11 and of the code around it since (PEP 709).
# deepest: code
# same: bytecode
# === before
def f(y):
    return [a for a in y]
# === after
def f(y):
    return [b for b in y]
