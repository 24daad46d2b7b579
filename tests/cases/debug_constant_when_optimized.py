# With -O `__debug__` is false, and what stands under it is left out.
# optimize: 1
# deepest: bytecode
# === before
a()
# === after
if __debug__:
    a()
