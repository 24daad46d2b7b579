# `not a is b` is compiled as `a is not b`.
# deepest: ast
# === before
x = not a is b
# === after
x = a is not b
