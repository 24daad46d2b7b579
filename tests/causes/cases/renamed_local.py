# A name that nobody asks for: no channel differs, so there is nothing to explain.
# target: f
# call: target()
# === before
def f():
    one = 1
    return one
# === after
def f():
    other = 1
    return other
