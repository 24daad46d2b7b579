# `assert` is a test and a raise that only its failure reaches.
# target: f
# call: target(0)
# returns: several instructions/jump RAISE_VARARGS
# raises: as returns
# traceback: as returns
# === before
def f(x):
    return x
# === after
def f(x):
    assert x
    return x
