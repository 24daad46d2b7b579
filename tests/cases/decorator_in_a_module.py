# For the module, a decorator is a call of its own instructions.
# deepest: bytecode
# === before
def f(): pass
# === after
@d
def f(): pass
