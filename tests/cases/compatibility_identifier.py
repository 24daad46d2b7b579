# The parser normalizes identifiers (PEP 3131): a ligature is its letters.
# deepest: tokens
# === before
fi = 1
# === after
ﬁ = 1
