# Blank lines are no tokens that count.
# deepest: source
# === before
x = 1
y = 2
# === after
x = 1


y = 2
