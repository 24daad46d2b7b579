# A default is made once, when the function is defined; a local each time it is called.
# target: f
# call: (target(), target())
# returns: several any
# introspection: several any
# === before
def f():
    seen = []
    seen.append(1)
    return len(seen)
# === after
def f(seen=[]):
    seen.append(1)
    return len(seen)
