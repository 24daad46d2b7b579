# Python's integers have no size; cutaway tells them in hex.
# target: f
# call: target()
# returns: constant
# === before
def f():
    return 10 ** 40
# === after
def f():
    return 10 ** 40 + 1
