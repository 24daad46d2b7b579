# The PEG parser of 3.9 takes parentheses around context managers; the old one did not.
# deepest: ast; from 3.9: tokens
# error: after at ast; from 3.9: none
# === before
with a as x, b as y:
    pass
# === after
with (a as x, b as y):
    pass
