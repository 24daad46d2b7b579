# There is nothing to compare.
# deepest: trouble
# === before
x =
# === after
= x
