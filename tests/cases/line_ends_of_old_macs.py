# A lone carriage return ends a line for the compiler.
# bytes: escaped
# deepest: source
# === before
x = 1\ny = 2\n
# === after
x = 1\ry = 2\r
