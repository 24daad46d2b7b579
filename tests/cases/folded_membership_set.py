# `in` a set of constants is `in` a frozenset, which has no order.
# deepest: ast
# === before
x in {1, 2, 3}
# === after
x in {3, 2, 1}
