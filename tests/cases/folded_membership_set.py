# `in` a set of constants is `in` a frozenset; these numbers stand in it in one order, however they are written.
# deepest: ast
# === before
x in {1, 2, 3}
# === after
x in {3, 2, 1}
