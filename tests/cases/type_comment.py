# Comments are not parsed for types unless that is asked of the parser.
# deepest: source
# === before
x = []
# === after
x = []  # type: list[int]
