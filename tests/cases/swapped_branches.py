# The branches stand in another order.
# deepest: bytecode
# === before
if a:
    b()
else:
    c()
# === after
if not a:
    c()
else:
    b()
