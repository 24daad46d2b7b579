# A constant as a statement is not loaded.
# deepest: ast
# === before
x = 1
# === after
x = 1
2
