# Parentheses leave no trace in the tree.
# deepest: tokens
# same: ast symbols code bytecode
# === before
x = (1 + y)
# === after
x = 1 + y
