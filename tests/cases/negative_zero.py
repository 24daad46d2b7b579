# Constants count by type and value: -0.0 equals 0.0 and is another constant.
# deepest: bytecode
# === before
x = 0.0
# === after
x = -0.0
