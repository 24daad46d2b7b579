# The type statement came with 3.12 (PEP 695).
# deepest: trouble; from 3.12: bytecode
# === before
type X = int
# === after
type X = str
