# The parser joins strings that stand side by side.
# deepest: tokens
# === before
x = 'ab'
# === after
x = 'a' 'b'
