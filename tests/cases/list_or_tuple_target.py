# Unpacking asks only how many targets there are.
# deepest: ast
# === before
a, b = x
# === after
[a, b] = x
