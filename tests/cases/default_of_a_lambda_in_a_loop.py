# A default is evaluated in each round of the loop; without it the body would look the name up when it is called.
# target: f
# deepest: bytecode
# === before
def f():
    return [lambda j=0: j for i in range(3)]
# === after
def f():
    return [lambda j=i: j for i in range(3)]
