# As a string, an annotation is a constant of the module.
# deepest: bytecode
# === before
from __future__ import annotations
def f(a: int): pass
# === after
from __future__ import annotations
def f(a: str): pass
