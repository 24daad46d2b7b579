# Underscores are spelling: the constant is the same.
# deepest: tokens
# === before
x = 1_000
# === after
x = 1000
