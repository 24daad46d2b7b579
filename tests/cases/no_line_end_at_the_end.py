# The tokenizer adds the NEWLINE that the text lacks.
# bytes: escaped
# deepest: source
# === before
x = 1\n
# === after
x = 1
