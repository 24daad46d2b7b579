# A trailing comma in a call leaves no trace in the tree.
# deepest: tokens
# === before
f(a, b)
# === after
f(a, b,)
