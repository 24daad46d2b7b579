# The error is the same answer on the other side.
# deepest: ast
# error: before at ast
# === before
x =
# === after
x = 1
