# Annotations become strings again from the tree (PEP 563), which has no parentheses.
# deepest: tokens
# === before
from __future__ import annotations
def f(a: int): pass
# === after
from __future__ import annotations
def f(a: (int)): pass
