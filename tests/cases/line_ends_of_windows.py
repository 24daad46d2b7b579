# Line ends are translated before there are tokens.
# bytes: escaped
# deepest: source
# === before
x = 1\ny = 2\n
# === after
x = 1\r\ny = 2\r\n
