# The operator is an instruction up to 3.10, an argument of BINARY_OP since 3.11.
# target: f
# call: target(6, 3)
# returns: instructions
# === before
def f(a, b):
    return a + b
# === after
def f(a, b):
    return a * b
