# Template strings came with 3.14 (PEP 750).
# deepest: ast; from 3.14: bytecode
# error: after at ast; from 3.14: none
# === before
y = f"{x}"
# === after
y = t"{x}"
