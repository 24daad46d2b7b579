# The declaration decides where the value is stored.
# deepest: bytecode
# === before
def f():
    x = 1
# === after
def f():
    global x
    x = 1
