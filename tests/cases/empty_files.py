# An empty file has layers, and they are the same.
# deepest: none
# === before
# === after
