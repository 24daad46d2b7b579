# Patterns came with 3.10 (PEP 634): before, the side after does not parse.
# deepest: ast; from 3.10: bytecode
# error: after at ast; from 3.10: none
# === before
if x:
    a()
# === after
match x:
    case [1]:
        a()
