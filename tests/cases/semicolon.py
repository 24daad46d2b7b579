# A semicolon and a line end separate statements alike.
# deepest: tokens
# === before
a = 1; b = 2
# === after
a = 1
b = 2
