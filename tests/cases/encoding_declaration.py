# The same characters in other bytes; ENCODING is a token that does not count.
# bytes: escaped
# deepest: source
# === before
# coding: utf-8\ns = '\xc3\xa9'\n
# === after
# coding: latin-1\ns = '\xe9'\n
