# Identity and equality are two instructions or operands.
# deepest: bytecode
# === before
x = a is b
# === after
x = a == b
