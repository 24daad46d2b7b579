# A decorator is called where the function is defined: it belongs to the definition.
# target: f
# deepest: code
# same: bytecode
# kinds of code: definition
# === before
def f():
    return 1
# === after
@d
def f():
    return 1
