# The first of two calls raises, on both sides the same: what was raised is equal, but the statement that raised it is
# another. With both arguments put in, each statement is that of the side after; the second is not come to, and one
# argument alone makes the first statement the other one.
# target: f
# call: target()
# traceback: constant x y
# === before
def check(value):
    raise ValueError("no")

def f():
    check("x")
    check("y")
# === after
def check(value):
    raise ValueError("no")

def f():
    check("y")
    check("x")
