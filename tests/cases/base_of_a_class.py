# A base is an argument of the call that makes the class.
# deepest: bytecode
# === before
class A: pass
# === after
class A(object): pass
