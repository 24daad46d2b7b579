# The product is computed when it is compiled; 3.14 leaves the operands among the constants, unused.
# deepest: ast
# same: symbols
# === before
x = 60 * 60
# === after
x = 3600
