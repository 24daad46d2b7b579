# Exception groups came with 3.11 (PEP 654).
# deepest: ast; from 3.11: bytecode
# error: after at ast; from 3.11: none
# === before
try:
    a()
except E:
    b()
# === after
try:
    a()
except* E:
    b()
