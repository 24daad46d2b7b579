# The `else` of a loop runs unless a `break` leaves it.
# target: f
# call: target([1])
# returns: several any
# === before
def f(items):
    for item in items:
        len("")
    else:
        return "all"
    return "left"
# === after
def f(items):
    for item in items:
        break
    else:
        return "all"
    return "left"
