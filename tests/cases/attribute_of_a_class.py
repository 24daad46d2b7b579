# A class's body is code that runs.
# target: A
# deepest: bytecode
# === before
class A:
    x = 1
# === after
class A:
    x = 2
