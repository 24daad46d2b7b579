# `1` becoming 'x' alone makes the call raise a TypeError ('x' + 1), which is not why the side after returns nothing: it
# raises a KeyError, which the missing key alone does as well, since the operands are evaluated before they are added.
# Going back takes both: with 'x' left in, the call still fails. The name of `d` is no difference.
# target: f
# call: target({'k': 1})
# returns: constant missing
# returns necessary: constant missing + constant 'x'
# returns no longer: constant missing
# raises: constant missing
# raises necessary: constant missing + constant 'x'
# traceback: as raises
# traceback necessary: constant missing + constant 'x'
# === before
def f(d):
    a = 1
    b = d["k"]
    return a + b
# === after
def f(d):
    a = "x"
    b = d["missing"]
    return a + b
