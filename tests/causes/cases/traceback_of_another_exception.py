# Both failures are of one statement, so their tracebacks show the same line. `'s'` becoming 1 alone makes the call raise a
# TypeError there ('v' + 1), which is not why the side after fails: it raises a KeyError, which the missing key alone
# does as well, since `d[k]` is evaluated before it is added. Going back takes both: with 1 left in, the call still fails.
# target: f
# call: target({'y': 'v'})
# returns: constant x
# returns necessary: constant x + constant 1
# returns no longer: constant x
# raises: as returns
# raises necessary: constant x + constant 1
# raises no longer: constant x
# traceback: as returns
# traceback necessary: constant x + constant 1
# traceback no longer: constant x
# === before
def f(d):
    k = "y"
    t = "s"
    return d[k] + t
# === after
def f(d):
    k = "x"
    t = 1
    return d[k] + t
