# With `nonlocal` the inner function's store reaches the outer variable: a cell on both sides of the call, and STORE_DEREF
# in the inner code. The outer code's local becomes a cell with it, and the closure must fit.
# target: f
# call: target()
# returns: several any STORE_DEREF
# === before
def f():
    x = 1
    def inner():
        x = 2
    inner()
    return x
# === after
def f():
    x = 1
    def inner():
        nonlocal x
        x = 2
    inner()
    return x
