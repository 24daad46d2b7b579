# A module's names are what its code stores: one constant, and what follows from it.
# run: module
# defines: constant 13
# output: constant 13
# === before
first = 12
second = 14
print(first)
# === after
first = 13
second = 14
print(first)
