# A chain evaluates its middle once.
# deepest: bytecode
# === before
x = a < b < c
# === after
x = a < b and b < c
