# Lazy imports came with 3.15 (PEP 810): a flag in the operand of the import.
# deepest: ast; from 3.15: bytecode
# error: after at ast; from 3.15: none
# === before
import a
# === after
lazy import a
