# What is never true is not compiled, but its names are in the symbol table (and in co_names, unused).
# deepest: symbols
# same: code bytecode
# === before
x = 1
# === after
x = 1
if 0:
    b
