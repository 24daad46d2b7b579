# A slice is no call.
# deepest: bytecode
# === before
x[a:b]
# === after
x[slice(a, b)]
