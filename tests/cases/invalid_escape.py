# An unknown escape keeps its backslash, and warns when it is compiled.
# deepest: tokens
# === before
x = '\d'
# === after
x = '\\d'
