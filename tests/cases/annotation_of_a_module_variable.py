# Annotations of a module's variables are kept.
# deepest: bytecode
# === before
x = 1
# === after
x: int = 1
