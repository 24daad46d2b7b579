# `in` a list of constants is `in` a constant tuple.
# deepest: ast
# === before
x in [1, 2]
# === after
x in (1, 2)
