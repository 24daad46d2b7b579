# `import a.b as c` takes the module, `from a import b` asks for an attribute.
# deepest: bytecode
# === before
import a.b as c
# === after
from a import b as c
