# A lambda has a code object of its own.
# target: f
# call: target()
# returns: constant <lambda> 55
# === before
def f():
    return (lambda: 44)()
# === after
def f():
    return (lambda: 55)()
