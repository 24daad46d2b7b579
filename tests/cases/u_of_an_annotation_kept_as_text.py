# An annotation that is kept as text (PEP 563) is written from the tree, since 3.9 with the `u` that stood before its text.
# deepest: ast; from 3.9: bytecode
# same: symbols
# === before
from __future__ import annotations
def f(a: u'int'): pass
# === after
from __future__ import annotations
def f(a: 'int'): pass
