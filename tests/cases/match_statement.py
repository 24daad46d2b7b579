# Patterns came with 3.10 (PEP 634).
# deepest: trouble; from 3.10: bytecode
# === before
match x:
    case 1:
        a()
# === after
match x:
    case 2:
        a()
