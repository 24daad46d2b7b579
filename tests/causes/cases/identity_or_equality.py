# Two lists are equal and not the same: COMPARE_OP against IS_OP (3.8: two arguments of COMPARE_OP).
# target: f
# call: target([], [])
# returns: instructions
# === before
def f(a, b):
    return a == b
# === after
def f(a, b):
    return a is b
