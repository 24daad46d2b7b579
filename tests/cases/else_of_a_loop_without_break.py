# Without a `break`, what stands in the `else` follows the loop either way.
# deepest: ast
# === before
for i in y:
    f(i)
else:
    g()
# === after
for i in y:
    f(i)
g()
