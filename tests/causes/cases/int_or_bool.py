# 1 and True are equal and of different types: constants are told apart by type and value.
# target: f
# call: target()
# returns: constant True
# === before
def f():
    return 1
# === after
def f():
    return True
