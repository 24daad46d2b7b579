# A tuple that is not empty is always true; the compiler warns.
# optimize: 0
# deepest: bytecode
# === before
assert x, 'm'
# === after
assert (x, 'm')
