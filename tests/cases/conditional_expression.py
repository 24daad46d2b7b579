# One store or two.
# deepest: bytecode
# === before
x = a if b else c
f(x)
g(x)
# === after
if b:
    x = a
else:
    x = c
f(x)
g(x)
