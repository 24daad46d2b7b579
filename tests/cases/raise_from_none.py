# The cause is an operand.
# deepest: bytecode
# === before
raise E
# === after
raise E from None
