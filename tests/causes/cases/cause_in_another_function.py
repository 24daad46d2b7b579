# The two functions differ in an unused value; what the call gives comes from a function beside them, which is no part of
# what is compared: all units together do not give the other side's answer.
# target: f
# call: target()
# around: beside
# returns: outside
# === before
def beside():
    return "one"

def f():
    unused = 1
    return beside()
# === after
def beside():
    return "other"

def f():
    unused = 2
    return beside()
