# What is unpacked is built first.
# deepest: bytecode
# === before
f(*[a])
# === after
f(*(a,))
