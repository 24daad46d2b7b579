# Constants count by type and value.
# deepest: bytecode
# === before
x = 'a'
# === after
x = b'a'
