# The parser knows what can be assigned to.
# deepest: ast
# error: after at ast
# === before
f = 1
# === after
f() = 1
