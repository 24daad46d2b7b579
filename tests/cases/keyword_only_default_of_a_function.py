# A default is evaluated where the function is defined: it belongs to the definition.
# target: f
# deepest: code
# same: bytecode
# === before
def f(*, a=1):
    return a
# === after
def f(*, a=2):
    return a
