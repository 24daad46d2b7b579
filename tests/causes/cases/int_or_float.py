# 1 and 1.0 are equal and of different types.
# target: f
# call: target()
# returns: constant 1.0
# === before
def f():
    return 1
# === after
def f():
    return 1.0
