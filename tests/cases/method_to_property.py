# In the class's body a decorator is a call.
# target: A
# deepest: bytecode
# === before
class A:
    def m(self):
        return 1
# === after
class A:
    @property
    def m(self):
        return 1
