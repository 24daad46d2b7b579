# Constants are joined when they are compiled.
# deepest: ast
# === before
x = 'a' + 'b'
# === after
x = 'ab'
