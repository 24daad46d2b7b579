# A backslash joins lines before there are tokens.
# deepest: source
# === before
x = y + z
# === after
x = y + \
    z
