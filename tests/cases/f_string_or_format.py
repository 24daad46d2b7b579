# An f-string formats with instructions of its own.
# deepest: bytecode
# === before
y = f"{x}"
# === after
y = "{}".format(x)
