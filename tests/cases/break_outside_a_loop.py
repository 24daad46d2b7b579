# The code generator knows what it is in.
# deepest: code
# error: after at code
# === before
x = 1
# === after
break
