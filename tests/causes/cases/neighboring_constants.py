# Each of two constants is an argument of its own, and either makes the answer true: each can be put in alone. To be as
# before again, neither may stay.
# target: f
# call: target()
# returns: constant 1 3 or constant 2 4
# returns necessary: constant 1 3 + constant 2 4
# returns no longer: constant 1 3 + constant 2 4
# === before
def pick(a, b):
    return a > 2 or b > 3

def f():
    return pick(1, 2)
# === after
def pick(a, b):
    return a > 2 or b > 3

def f():
    return pick(3, 4)
