# `=` prints the expression as it is written, spaces included.
# deepest: bytecode
# same: symbols
# === before
f"{x=}"
# === after
f"{x =}"
