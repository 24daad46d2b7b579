# Another value is closed over; the inner function is the same.
# target: f
# call: target()
# returns: constant 41
# === before
def f():
    held = 40
    def inner():
        return held
    return inner()
# === after
def f():
    held = 41
    def inner():
        return held
    return inner()
