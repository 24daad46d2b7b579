# Spaces between tokens are no tokens.
# deepest: source
# === before
x=a+b
# === after
x = a  +  b
