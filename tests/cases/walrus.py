# The value is kept on the stack instead of loaded again.
# deepest: bytecode
# === before
y = f()
if y:
    g()
# === after
if (y := f()):
    g()
