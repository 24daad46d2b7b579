# A local's name is no instruction; `locals()` reads it from the code object.
# target: f
# call: target()
# returns: variables
# === before
def f():
    one = 1
    return sorted(locals())
# === after
def f():
    other = 1
    return sorted(locals())
