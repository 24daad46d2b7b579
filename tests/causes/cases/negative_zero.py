# 0.0 and -0.0 are equal and differ in their sign.
# target: f
# call: target()
# returns: constant -0.0
# === before
def f():
    return 0.0
# === after
def f():
    return -0.0
