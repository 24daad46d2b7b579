# PEP 646: a starred index is a tuple since 3.11.
# deepest: ast; from 3.11: tokens
# error: after at ast; from 3.11: none
# === before
x[(*a,)]
# === after
x[*a]
