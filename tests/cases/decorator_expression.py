# Any expression decorates since 3.9 (PEP 614).
# deepest: ast; from 3.9: bytecode
# error: after at ast; from 3.9: none
# === before
@x
def f(): pass
# === after
@x[0]
def f(): pass
