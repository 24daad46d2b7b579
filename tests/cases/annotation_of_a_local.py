# Annotations of locals are not evaluated, but the name is known to be annotated.
# deepest: symbols
# === before
def f():
    x = 1
    return x
# === after
def f():
    x: int = 1
    return x
