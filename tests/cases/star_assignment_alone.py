# The code generator wants a list or tuple around a starred target.
# deepest: code
# error: after at code
# === before
a = b
# === after
*a = b
