# The DEDENT moved, and with it where the jump leads.
# deepest: bytecode
# same: symbols
# === before
if a:
    b()
c()
# === after
if a:
    b()
    c()
