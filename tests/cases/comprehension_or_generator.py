# A generator is made and consumed; a comprehension appends.
# deepest: bytecode
# === before
x = [a for a in y]
# === after
x = list(a for a in y)
