# Naming the base and asking `super()` for the next in line give different methods. `super()` needs the cell `__class__`,
# which the class body must make: all of that together.
# run: module
# defines: several any super
# === before
class A:
    def m(self):
        return "first"

class B(A):
    def m(self):
        return "second"

class C(B):
    def m(self):
        return A.m(self)

made = C().m()
# === after
class A:
    def m(self):
        return "first"

class B(A):
    def m(self):
        return "second"

class C(B):
    def m(self):
        return super().m()

made = C().m()
