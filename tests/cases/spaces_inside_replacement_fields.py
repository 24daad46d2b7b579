# Until 3.11 an f-string is one token, since then its pieces are rejoined; spaces mean nothing without `=`.
# deepest: tokens
# === before
f"{x}"
# === after
f"{ x }"
