# Where the function is defined, the annotation is evaluated, or made into a function.
# deepest: bytecode
# === before
def f(a): pass
# === after
def f(a: int): pass
