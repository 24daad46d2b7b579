# Python's integers have no size; cutaway tells them in hex.
# target: f
# call: target()
# returns: constant
# === before
def f():
    return 10000000000000000000000000000000000000000
# === after
def f():
    return 10000000000000000000000000000000000000001
