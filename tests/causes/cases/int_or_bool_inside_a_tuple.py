# Constants are compared inside tuples, too.
# target: f
# call: target()
# returns: constant True
# === before
def f():
    return (1, 2)
# === after
def f():
    return (True, 2)
