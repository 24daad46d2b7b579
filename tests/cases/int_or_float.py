# Constants count by type and value: 1 equals 1.0 and is another constant.
# deepest: bytecode
# === before
x = 1
# === after
x = 1.0
