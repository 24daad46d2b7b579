# `elif` is an `if` in an `orelse`: the tree is the same.
# deepest: tokens
# === before
if a:
    b
elif c:
    d
# === after
if a:
    b
else:
    if c:
        d
