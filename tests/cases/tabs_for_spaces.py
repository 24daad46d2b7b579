# An INDENT counts by its type only.
# deepest: source
# === before
if a:
    b

# === after
if a:
	b

