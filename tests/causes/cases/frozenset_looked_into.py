# A set that is only searched is compiled to a frozenset.
# target: f
# call: target()
# returns: constant
# === before
def f():
    return 3 in {1, 2}
# === after
def f():
    return 3 in {1, 3}
