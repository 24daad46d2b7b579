# Up to 3.11 a list comprehension is a code object of its own; since 3.12 (PEP 709) its instructions are the function's.
# target: f
# call: target()
# returns: several any <listcomp>; from 3.12: several any
# === before
def f():
    return [item for item in range(4)]
# === after
def f():
    return [item for item in range(4) if item]
