# A free variable is loaded from a cell.
# deepest: bytecode
# === before
def f(x):
    def g():
        return x
    return g
# === after
def f(x):
    def g(x):
        return x
    return g
