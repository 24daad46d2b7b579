# In place is another operator.
# deepest: bytecode
# === before
x = x + y
# === after
x += y
