# Deleting a tuple deletes its elements one by one.
# deepest: ast
# === before
a = b = 1
del a, b
# === after
a = b = 1
del (a, b)
