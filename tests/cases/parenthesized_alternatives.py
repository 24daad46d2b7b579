# `or` joins values from left to right in one list unless parentheses nest them; the jumps are the same.
# deepest: ast
# === before
x = a or b or c
# === after
x = a or (b or c)
