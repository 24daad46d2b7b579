# The inner code has a free variable less, and the outer one a local where it had a cell.
# deepest: bytecode
# kinds of code: local
# === before
def f():
    a = g()
    def h():
        i(a)
        i()
    return h, a
# === after
def f():
    a = g()
    def h():
        i()
    return h, a
