# The default of an inner function is loaded by the outer code, as it makes the function.
# target: f
# call: target()
# returns: constant 67
# === before
def f():
    return (lambda a=66: a)()
# === after
def f():
    return (lambda a=67: a)()
