# A class body is code that runs once; one constant of it differs.
# run: module
# defines: constant 6
# === before
class C:
    x = 5

made = C.x
# === after
class C:
    x = 6

made = C.x
