# An escape is spelling: the constant is the same.
# deepest: tokens
# === before
x = 'A'
# === after
x = '\x41'
