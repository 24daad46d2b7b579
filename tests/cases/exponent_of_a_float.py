# How a float is written is spelling: the constant is the same.
# deepest: tokens
# === before
x = 1e3
# === after
x = 1000.0
