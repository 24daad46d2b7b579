# A method is compiled inside its class.
# target: A.m
# deepest: bytecode
# === before
class A:
    def m(self):
        return self.x
# === after
class A:
    def m(self):
        return self.y
