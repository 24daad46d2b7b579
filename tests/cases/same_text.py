# Nothing differs.
# deepest: none
# === before
x = 1
# === after
x = 1
