# Commas make a tuple, parentheses do not.
# deepest: tokens
# === before
a, b = b, a
# === after
a, b = (b, a)
