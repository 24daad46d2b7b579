# `*a` collects what `a` would take: the counts and flags of the arguments, one unit together.
# target: f
# call: target(1)
# returns: signature
# introspection: signature
# === before
def f(a):
    return a
# === after
def f(*a):
    return a
