# Either value changes the answer; to have the old answer again, both must be taken back.
# target: f
# call: target()
# returns: constant 11 or constant 22
# returns necessary: constant 11 + constant 22
# === before
def f():
    a = 1
    b = 2
    return a == 11 or b == 22
# === after
def f():
    a = 11
    b = 22
    return a == 11 or b == 22
