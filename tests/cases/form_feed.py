# A form feed at the start of a line sets the column back to 0; it breaks no line.
# bytes: escaped
# deepest: source
# === before
x = 1\ny = 2\n
# === after
x = 1\n\x0cy = 2\n
