# 0 and 8 fall on one place of a small set: the first one there comes first, which the loop shows.
# deepest: bytecode
# === before
for x in {8, 0}:
    print(x)
# === after
for x in {0, 8}:
    print(x)
