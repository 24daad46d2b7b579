# The functions are the same; what they call is not. Without a unit there is nothing that could be put in.
# target: f
# call: target()
# around: beside
# returns: outside
# === before
def beside():
    return "one"

def f():
    return beside()
# === after
def beside():
    return "other"

def f():
    return beside()
