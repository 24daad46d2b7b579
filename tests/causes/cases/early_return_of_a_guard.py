# A guard added in front: its test, its jump and its return come together.
# target: f
# call: target(None)
# returns: several instructions/jump/constant
# raises: as returns
# traceback: as returns
# === before
def f(x):
    return len(x)
# === after
def f(x):
    if x is None:
        return 0
    return len(x)
