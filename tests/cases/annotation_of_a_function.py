# Until 3.13 the definition evaluates annotations; since 3.14 a function of their own does (PEP 649).
# target: f
# deepest: code; from 3.14: bytecode
# === before
def f(a: int):
    return a
# === after
def f(a: str):
    return a
