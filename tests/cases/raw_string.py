# Without a backslash in it a raw string is the same constant.
# deepest: tokens
# === before
x = r'a'
# === after
x = 'a'
