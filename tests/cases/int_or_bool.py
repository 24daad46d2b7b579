# Constants count by type and value: 1 equals True and is another constant.
# deepest: bytecode
# === before
x = 1
# === after
x = True
