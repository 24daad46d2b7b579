# What is printed is the function's own constant; what is returned comes from beside it. Each channel has its own answer.
# target: f
# call: target()
# around: beside
# returns: outside
# output: constant printed
# === before
def beside():
    return "one"

def f():
    print("first printed")
    return beside()
# === after
def beside():
    return "other"

def f():
    print("then printed")
    return beside()
