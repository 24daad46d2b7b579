# The declaration decides where the value is stored.
# deepest: bytecode
# === before
def f():
    x = 1
    def g():
        x = 2
    return x
# === after
def f():
    x = 1
    def g():
        nonlocal x
        x = 2
    return x
