# A constant that is true is not tested.
# deepest: ast
# === before
while True:
    f()
# === after
while 1:
    f()
