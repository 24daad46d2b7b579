# PEP 701 reads the pieces of an f-string since 3.12; before, the string ended at the inner quote.
# deepest: ast; from 3.12: tokens
# error: after at ast; from 3.12: none
# === before
f"{x['a']}"
# === after
f"{x["a"]}"
