# Instructions differ and none of them is reached by this call: no channel differs.
# target: f
# call: target(0)
# === before
def f(x):
    if x:
        return "one"
    return "none"
# === after
def f(x):
    if x:
        return "other"
    return "none"
