# A name is looked up, and may not be there.
# deepest: bytecode
# === before
x = 1
# === after
x = 1
y
