# A class's docstring is stored by an instruction.
# deepest: bytecode
# === before
class A:
    'One.'
# === after
class A:
    'Two.'
