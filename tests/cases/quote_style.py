# The quotes are spelling: the constant is the same.
# deepest: tokens
# === before
x = 'a'
# === after
x = "a"
