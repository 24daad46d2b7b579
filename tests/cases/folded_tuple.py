# A tuple of constants is one constant.
# deepest: ast
# === before
x = (1, 2)
# === after
x = (1, 1 + 1)
