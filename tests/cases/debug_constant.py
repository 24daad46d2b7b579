# `__debug__` is a constant that is true without -O; the symbol table still has the name.
# optimize: 0
# deepest: symbols
# === before
a()
# === after
if __debug__:
    a()
