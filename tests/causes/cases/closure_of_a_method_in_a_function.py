# The method reads a variable of the function around its class. That takes a cell in `f`, a closure for the class body,
# which hands the cell on, and a closure for the method: jointly, with the instruction that reads it.
# target: f
# call: target()
# returns: several instructions/function_attribute held __closure__ f.<locals>.C f.<locals>.C.m
# === before
def f():
    held = 40
    class C:
        def m(self):
            return 5
    return C().m()
# === after
def f():
    held = 40
    class C:
        def m(self):
            return held
    return C().m()
