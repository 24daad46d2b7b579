# The base is spelling: the constant is the same.
# deepest: tokens
# === before
x = 0x10
# === after
x = 16
