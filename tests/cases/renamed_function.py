# The name of a function in a module is what an instruction stores.
# deepest: bytecode
# === before
def f(): pass
# === after
def g(): pass
