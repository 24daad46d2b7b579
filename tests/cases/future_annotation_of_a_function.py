# As strings, annotations are constants of the definition until 3.13, and since 3.14 of a function that returns them.
# target: f
# deepest: code; from 3.14: bytecode
# === before
from __future__ import annotations
def f(a: int):
    return a
# === after
from __future__ import annotations
def f(a: str):
    return a
