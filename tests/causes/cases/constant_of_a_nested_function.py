# The outer code differs only in which inner code it loads; what differs stands in the inner one.
# target: f
# call: target()
# returns: constant 5 inner
# === before
def f():
    def inner():
        return 4
    return inner()
# === after
def f():
    def inner():
        return 5
    return inner()
