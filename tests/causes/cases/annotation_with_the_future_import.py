# PEP 563: with the import, annotations are the text. The flag says so, too, but nothing here reads it.
# target: f
# call: target(1)
# introspection: function_attribute __annotations__
# === before
# No import from __future__.
def f(a: int):
    return a
# === after
from __future__ import annotations
def f(a: int):
    return a
