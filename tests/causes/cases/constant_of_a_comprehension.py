# The same constant, in the comprehension's own code up to 3.11 and in the function's since 3.12 (PEP 709).
# target: f
# call: target()
# returns: constant <listcomp> 70; from 3.12: constant 70
# === before
def f():
    return [item * 60 for item in range(3)]
# === after
def f():
    return [item * 70 for item in range(3)]
