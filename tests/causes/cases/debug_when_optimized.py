# `__debug__` is a constant of the compilation: False with -O.
# target: f
# call: target()
# optimize: 1
# returns: constant True
# === before
def f():
    return __debug__
# === after
def f():
    return True
