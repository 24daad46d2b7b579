# The import is compiled like any other, and sets a flag on top of it.
# deepest: bytecode
# === before
x = 1
# === after
from __future__ import annotations
x = 1
