# PEP 758: several exceptions need no parentheses since 3.14.
# deepest: ast; from 3.14: tokens
# error: after at ast; from 3.14: none
# === before
try:
    a
except (B, C):
    d
# === after
try:
    a
except B, C:
    d
