# The mark is taken off before there are tokens.
# bytes: escaped
# deepest: source
# === before
x = 1\n
# === after
\xef\xbb\xbfx = 1\n
