# A function inside the function is compiled inside it.
# target: f
# deepest: bytecode
# === before
def f():
    def g():
        return 1
    return g
# === after
def f():
    def g():
        return 2
    return g
