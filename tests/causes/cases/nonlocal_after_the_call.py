# Whose `x` is given another value is decided by where the inner function stores it, and by the cell that both share;
# which takes the outer one to read that cell, too. A hybrid that reads the slot of a cell as a variable gives the cell
# itself away, which no code of CPython does: it is no evidence.
# target: f
# call: target()
# returns: several any x
# === before
def f():
    x = 1
    def inner():
        x = 2
        return x
    inner()
    return x
# === after
def f():
    x = 1
    def inner():
        nonlocal x
        x = 2
        return x
    inner()
    return x
