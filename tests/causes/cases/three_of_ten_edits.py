# Ten values change, three are returned: without one of the three it is neither side's answer, so each is necessary for that
# of the side after; only without all three it is the old one. More than nine differences: not every set is tried.
# target: f
# call: target()
# returns: constant 11 + constant 12 + constant 13
# returns necessary: constant 11 + constant 12 + constant 13
# returns no longer: constant 11 or constant 12 or constant 13
# === before
def f():
    a = 1
    b = 2
    c = 3
    d = 4
    e = 5
    f = 6
    g = 7
    h = 8
    i = 9
    j = 10
    return a, b, c
# === after
def f():
    a = 11
    b = 12
    c = 13
    d = 14
    e = 15
    f = 16
    g = 17
    h = 18
    i = 19
    j = 20
    return a, b, c
