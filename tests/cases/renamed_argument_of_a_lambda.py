# Callers may name an argument, its own function numbers it.
# deepest: code
# === before
f = lambda a: a
# === after
f = lambda b: b
