# Unlike `in` and `is`, comparisons can be overridden apart: `not a == b` stays what it is.
# deepest: bytecode
# === before
x = not a == b
# === after
x = a != b
