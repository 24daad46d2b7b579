# `!r` calls repr.
# deepest: bytecode
# === before
y = f"{x}"
# === after
y = f"{x!r}"
