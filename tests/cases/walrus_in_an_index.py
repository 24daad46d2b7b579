# Since 3.10 an assignment expression needs no parentheses in an index.
# deepest: ast; from 3.10: tokens
# error: after at ast; from 3.10: none
# === before
x[(i := 0)]
# === after
x[i := 0]
