# `not a in b` is compiled as `a not in b`.
# deepest: ast
# === before
x = not a in b
# === after
x = a not in b
