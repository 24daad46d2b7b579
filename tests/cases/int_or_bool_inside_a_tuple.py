# What a constant holds counts by type and value, too.
# deepest: bytecode
# === before
x = (1, 2)
# === after
x = (True, 2)
