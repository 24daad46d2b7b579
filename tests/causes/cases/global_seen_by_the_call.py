# The call returns 5 on both sides; the module's `n` is 5 only where `f` assigns to it by STORE_GLOBAL, and the call
# looks at `n` when `f` has returned. What is returned is read from the local or the global, 5 either way once both are
# bound, so which of the two is needed depends on the other: together they are enough, which is all that is said here.
# target: f
# call: (target(), n)
# returns: several instructions STORE_GLOBAL
# === before
n = 0
def f():
    n = 5
    return n
# === after
n = 0
def f():
    global n
    n = 5
    return n
