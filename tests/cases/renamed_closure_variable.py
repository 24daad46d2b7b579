# Cells and free variables are numbered, too.
# deepest: code
# same: bytecode
# === before
def f():
    a = g()
    def h():
        return a
    return h
# === after
def f():
    b = g()
    def h():
        return b
    return h
