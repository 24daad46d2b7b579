# A comment is a token that does not count.
# deepest: source
# === before
x = 1
# === after
x = 1  # one
